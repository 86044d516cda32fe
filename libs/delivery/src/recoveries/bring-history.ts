import type { Statement } from '@app/event-store';
import type { WebhookEvent } from '@app/webhooks';
import { subscriptionRowOf } from './log-chunk';

type WebhookCreatedData = Extract<WebhookEvent, { type: 'WebhookCreated' }>['data'];

/**
 * Has a new webhook that starts in the past brought what happened since, up to the event that made it;
 * what comes after that it gets live.
 *
 * @param position of the event that made it
 */
export function bringHistory(
  data: WebhookCreatedData,
  position: number,
  nowMs: number,
): Statement[] {
  const { id, accountId, startFromPosition } = data;
  if (startFromPosition === null) return [];
  const subscription = subscriptionRowOf({ webhookId: id, accountId }, data);
  return [
    {
      sql: `INSERT INTO recoveries
              (account_id, webhook_id, kind, from_position, next_position, to_position,
               last_due_at_ms, subscription, created_at_ms)
            VALUES (?, ?, 'history', ?, ?, ?, ?, ?, ?)`,
      params: [
        accountId,
        id,
        startFromPosition,
        startFromPosition,
        position,
        nowMs,
        JSON.stringify(subscription),
        nowMs,
      ],
    },
  ];
}
