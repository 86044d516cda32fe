import type { SqlValue, Statement } from '@app/event-store';
import { toTurnRow, type Turn } from './rows';

/** What of it the databases say differently. */
interface TurnsDialect {
  /** A query for webhook_id, replay_id and conversation_id in a parameter that is a JSON list of such lists. */
  readonly ofTurns: string;
  /** The function that is the greater of two numbers. */
  readonly greater: string;
  /** A condition: `id` is one of those that the query finds. */
  readonly idIsAmong: (query: string) => string;
}

const OF_WEBHOOK = `
  SELECT DISTINCT webhook_id, replay_id, conversation_id FROM deliveries
  WHERE ordered = 1 AND finished_at_ms IS NULL AND webhook_id = ?`;

/**
 * The statements that give turns, of one database. A turn goes to the first unfinished delivery of a
 * conversation to a webhook, where it has not come yet. A replay has turns of its own: what is live does
 * not wait for it.
 *
 * While what a webhook has missed is still being fetched from the log, nothing behind that point has
 * its turn: an earlier delivery of the conversation may be on its way into the queue.
 */
export function turnsOn({ ofTurns, greater, idIsAmong }: TurnsDialect) {
  /** @param conversations a query for them: webhook_id, replay_id, conversation_id */
  const giveTurnsOf = (
    conversations: string,
    params: readonly SqlValue[],
    nowMs: number,
  ): Statement => {
    const firstOfEach = `
      SELECT (
        SELECT next.id FROM deliveries next
        WHERE next.webhook_id = turn.webhook_id AND next.replay_id = turn.replay_id
          AND next.conversation_id = turn.conversation_id
          AND next.ordered = 1 AND next.finished_at_ms IS NULL
        ORDER BY next.event_position LIMIT 1
      )
      FROM (${conversations}) AS turn`;
    const sql = `
      UPDATE deliveries SET status = 'pending', available_at_ms = ${greater}(available_at_ms, ?)
      WHERE status = 'waiting' AND ${idIsAmong(firstOfEach)} AND NOT EXISTS (
        SELECT 1 FROM recoveries
        WHERE recoveries.webhook_id = deliveries.webhook_id AND deliveries.replay_id = 0
          AND recoveries.kind IN ('missed', 'history')
          AND recoveries.finished_at_ms IS NULL
          AND recoveries.next_position <= deliveries.event_position
      )`;
    return { sql, params: [nowMs, ...params] };
  };
  return {
    giveTurnsOf,
    /** One statement for any number of conversations. */
    giveTurns: (turns: readonly Turn[], nowMs: number): Statement =>
      giveTurnsOf(ofTurns, [JSON.stringify(turns.map(toTurnRow))], nowMs),
    /** In every conversation with a webhook. */
    giveAllTurns: (webhookId: number, nowMs: number): Statement =>
      giveTurnsOf(OF_WEBHOOK, [webhookId], nowMs),
  };
}
