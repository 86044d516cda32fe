import type { Statement } from '@app/event-store';
import type { WebhookEnabledData } from '@app/webhooks';

/**
 * What enabling a webhook does with what it did not get meanwhile: it is brought from the log, from
 * the position where the webhook was disabled; or, where its owner does not want it, what was still
 * to be attempted is given up as well.
 *
 * @param position of the event that enabled it
 */
export function recoverMissed(
  { id, accountId, missedFromPosition, ratePerSecond }: WebhookEnabledData,
  position: number,
  nowMs: number,
): Statement[] {
  if (missedFromPosition === null) {
    return [
      // Two, for each goes by an index that holds unfinished deliveries only.
      {
        sql: `UPDATE deliveries SET status = 'cancelled', finished_at_ms = ?, claimed = 0
              WHERE status = 'pending' AND webhook_id = ? AND event_position < ?`,
        params: [nowMs, id, position],
      },
      {
        sql: `UPDATE deliveries SET status = 'cancelled', finished_at_ms = ?
              WHERE ordered = 1 AND finished_at_ms IS NULL AND status = 'waiting'
                AND webhook_id = ? AND event_position < ?`,
        params: [nowMs, id, position],
      },
      {
        sql: `UPDATE recoveries SET finished_at_ms = ?, cancelled = 1
              WHERE webhook_id = ? AND finished_at_ms IS NULL`,
        params: [nowMs, id],
      },
    ];
  }
  return [
    {
      sql: `INSERT INTO recoveries
              (account_id, webhook_id, kind, from_position, next_position, to_position,
               rate_per_second, last_due_at_ms, created_at_ms)
            VALUES (?, ?, 'missed', ?, ?, ?, ?, ?, ?)`,
      params: [
        accountId,
        id,
        missedFromPosition,
        missedFromPosition,
        position,
        ratePerSecond,
        nowMs,
        nowMs,
      ],
    },
  ];
}
