import type { PostgresConnection } from '@app/event-store';
import type { Resend } from '../delivery-queue';
import { lockTurnsOf } from './lock-turns';
import { putBack } from './put-back';

interface Row {
  readonly status: string;
  readonly claimed: 0 | 1;
  readonly finished_at_ms: number | null;
}

const FIND = `
  SELECT status, claimed, finished_at_ms FROM deliveries
  WHERE id = ? AND webhook_id = ? FOR UPDATE`;

export function resend(
  connection: PostgresConnection,
  webhookId: number,
  deliveryId: number,
  nowMs: number,
): Promise<Resend> {
  return connection.transaction(async (tx) => {
    const find = (): Promise<Row | undefined> => tx.get<Row>(FIND, deliveryId, webhookId);
    tx.send([lockTurnsOf([deliveryId])]);
    const delivery = await find();
    if (!delivery) return 'not-found';
    if (delivery.claimed === 1) return 'under-way';
    if (delivery.finished_at_ms === null) {
      tx.send([
        {
          sql: 'UPDATE deliveries SET available_at_ms = least(available_at_ms, ?) WHERE id = ?',
          params: [nowMs, deliveryId],
        },
      ]);
    } else {
      tx.send(putBack([{ id: deliveryId, dueAtMs: nowMs }], null, nowMs));
    }
    return (await find())!.status as Resend;
  });
}
