import type { SqlValue, Statement } from '@app/event-store';
import { toTurnRow, type Turn } from '../rows';

const OF_TURNS = `
  SELECT (value ->> 0)::bigint AS webhook_id, (value ->> 1)::bigint AS replay_id,
         (value ->> 2)::bigint AS conversation_id
  FROM jsonb_array_elements(?::jsonb)`;

const OF_WEBHOOK = `
  SELECT DISTINCT webhook_id, replay_id, conversation_id FROM deliveries
  WHERE ordered = 1 AND finished_at_ms IS NULL AND webhook_id = ?`;

/** One statement for any number of conversations. */
export function giveTurns(turns: readonly Turn[], nowMs: number): Statement {
  return giveTurnsOf(OF_TURNS, [JSON.stringify(turns.map(toTurnRow))], nowMs);
}

/** In every conversation with a webhook. */
export function giveAllTurns(webhookId: number, nowMs: number): Statement {
  return giveTurnsOf(OF_WEBHOOK, [webhookId], nowMs);
}

/**
 * The first unfinished delivery of each conversation to a webhook, where its turn has not come yet.
 * A replay has turns of its own: what is live does not wait for it. Only behind `lockTurns`.
 *
 * While what a webhook has missed is still being fetched from the log, nothing behind that point has
 * its turn: an earlier delivery of the conversation may be on its way into the queue.
 *
 * The ids are made an array of, by which the planner looks the deliveries up however many it expects.
 *
 * @param conversations a query for them: webhook_id, replay_id, conversation_id
 */
export function giveTurnsOf(
  conversations: string,
  params: readonly SqlValue[],
  nowMs: number,
): Statement {
  const sql = `
    UPDATE deliveries SET status = 'pending', available_at_ms = greatest(available_at_ms, ?)
    WHERE status = 'waiting' AND id = ANY (ARRAY(
      SELECT (
        SELECT next.id FROM deliveries next
        WHERE next.webhook_id = turn.webhook_id AND next.replay_id = turn.replay_id
          AND next.conversation_id = turn.conversation_id
          AND next.ordered = 1 AND next.finished_at_ms IS NULL
        ORDER BY next.event_position LIMIT 1
      )
      FROM (${conversations}) AS turn
    )) AND NOT EXISTS (
      SELECT 1 FROM recoveries
      WHERE recoveries.webhook_id = deliveries.webhook_id AND deliveries.replay_id = 0
        AND recoveries.kind IN ('missed', 'history')
        AND recoveries.finished_at_ms IS NULL
        AND recoveries.next_position <= deliveries.event_position
    )`;
  return { sql, params: [nowMs, ...params] };
}
