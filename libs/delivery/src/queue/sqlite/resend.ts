import type { SqliteConnection } from '@app/event-store';
import type { Resend } from '../delivery-queue';
import { putBack } from './put-back';

interface Row {
  readonly status: string;
  readonly claimed: 0 | 1;
  readonly finished: 0 | 1;
}

const FIND = `
  SELECT status, claimed, finished_at_ms IS NOT NULL AS finished
  FROM deliveries WHERE id = ? AND webhook_id = ?`;

/** To be called inside a write. */
export function resend(
  connection: SqliteConnection,
  webhookId: number,
  deliveryId: number,
  nowMs: number,
): Resend {
  const find = (): Row | undefined => connection.get<Row>(FIND, deliveryId, webhookId);
  const delivery = find();
  if (!delivery) return 'not-found';
  if (delivery.claimed === 1) return 'under-way';
  if (delivery.finished === 1) {
    connection.runAll(putBack([{ id: deliveryId, dueAtMs: nowMs }], null, nowMs));
  } else {
    connection.run(
      'UPDATE deliveries SET available_at_ms = min(available_at_ms, ?) WHERE id = ?',
      nowMs,
      deliveryId,
    );
  }
  return find()!.status as Resend;
}
