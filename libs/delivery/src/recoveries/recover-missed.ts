import type { Statement } from '@app/event-store';
import type { WebhookEnabledData } from '@app/webhooks';
import type { DeliveryQueue } from '../queue/delivery-queue';

/**
 * What enabling a webhook does with what it did not get meanwhile: it is brought from the log, from
 * the position where the webhook was disabled; or, where its owner does not want it, what was still
 * to be attempted is given up as well.
 *
 * @param position of the event that enabled it
 */
export function recoverMissed(
  queue: DeliveryQueue,
  { id, accountId, missedFromPosition, ratePerSecond }: WebhookEnabledData,
  position: number,
  nowMs: number,
): Statement[] {
  if (missedFromPosition === null) {
    return [
      ...queue.giveUp(id, position, nowMs),
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
