import type { Statement } from '@app/event-store';
import type { NewDelivery } from '../delivery-queue';

type Turn = Pick<NewDelivery, 'webhookId' | 'conversationId'>;

/**
 * The first unfinished delivery of each conversation to a webhook, where its turn has not come yet.
 * While what a webhook has missed is still being fetched from the log, nothing behind that point has
 * its turn: an earlier delivery of the conversation may be on its way into the queue.
 */
const SQL = `
  UPDATE deliveries SET status = 'pending', available_at_ms = max(available_at_ms, ?)
  WHERE status = 'waiting' AND id IN (
    SELECT (
      SELECT next.id FROM deliveries next
      WHERE next.webhook_id = turn.value ->> 0 AND next.conversation_id = turn.value ->> 1
        AND next.ordered = 1 AND next.finished_at_ms IS NULL
      ORDER BY next.event_position, next.replay_id LIMIT 1
    )
    FROM json_each(?) AS turn
  ) AND NOT EXISTS (
    SELECT 1 FROM recoveries
    WHERE recoveries.webhook_id = deliveries.webhook_id AND recoveries.kind = 'missed'
      AND recoveries.finished_at_ms IS NULL
      AND recoveries.next_position <= deliveries.event_position
  )`;

/** One statement for any number of conversations. */
export function giveTurns(turns: readonly Turn[], nowMs: number): Statement {
  const pairs = turns.map(({ webhookId, conversationId }) => [webhookId, conversationId]);
  return { sql: SQL, params: [nowMs, JSON.stringify(pairs)] };
}
