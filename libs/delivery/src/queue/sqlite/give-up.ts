import type { Statement } from '@app/event-store';

/** Two statements, for each goes by an index that holds unfinished deliveries only. */
export function giveUp(webhookId: number, beforePosition: number, nowMs: number): Statement[] {
  const params = [nowMs, webhookId, beforePosition];
  return [
    {
      sql: `UPDATE deliveries SET status = 'cancelled', finished_at_ms = ?, claimed = 0
            WHERE status = 'pending' AND webhook_id = ? AND event_position < ?`,
      params,
    },
    {
      sql: `UPDATE deliveries SET status = 'cancelled', finished_at_ms = ?
            WHERE ordered = 1 AND finished_at_ms IS NULL AND status = 'waiting'
              AND webhook_id = ? AND event_position < ?`,
      params,
    },
  ];
}
