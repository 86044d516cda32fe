import type { Statement } from '@app/event-store';
import type { NewDelivery } from '../delivery-queue';

const SQL = `
  INSERT INTO deliveries
    (event_position, event_id, event, account_id, webhook_id, replay_id, format,
     status, attempts, failures, claimed, available_at_ms, created_at_ms)
  SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
         'pending', 0, 0, 0, ?, ?
  FROM json_each(?) WHERE true
  ON CONFLICT (event_position, webhook_id, replay_id) DO NOTHING`;

/** One statement for any number of deliveries: half the cost of one each. */
export function enqueue(deliveries: readonly NewDelivery[], nowMs: number): Statement {
  const rows = deliveries.map((delivery) => [
    delivery.eventPosition,
    delivery.eventId,
    delivery.event,
    delivery.accountId,
    delivery.webhookId,
    delivery.replayId,
    delivery.format,
  ]);
  return { sql: SQL, params: [nowMs, nowMs, JSON.stringify(rows)] };
}
