import type { Statement } from '@app/event-store';
import type { ClaimedDelivery, NewDelivery } from '../delivery-queue';
import { DELIVERY_COLUMNS, toDeliveryRow } from '../rows';
import { giveTurns } from './give-turns';
import { lockTurns } from './lock-turns';

/** Keeps a statement's one parameter, all of the deliveries as JSON, below a megabyte. */
const MAX_DELIVERIES_PER_STATEMENT = 5_000;

/** What a statement takes at once. */
export function chunksOf(deliveries: readonly NewDelivery[]): (readonly NewDelivery[])[] {
  const chunks: (readonly NewDelivery[])[] = [];
  for (let start = 0; start < deliveries.length; start += MAX_DELIVERIES_PER_STATEMENT) {
    chunks.push(deliveries.slice(start, start + MAX_DELIVERIES_PER_STATEMENT));
  }
  return chunks;
}

/** The values of {@link DELIVERY_COLUMNS} in `value`, a delivery's row as JSON. */
export const DELIVERY_VALUES = `
  (value ->> 0)::bigint, value ->> 1, value ->> 2, (value ->> 3)::bigint, (value ->> 4)::bigint,
  (value ->> 5)::bigint, value ->> 6, (value ->> 7)::bigint, (value ->> 8)::bigint`;

/** @param counts how many attempts there were, and whether one is under way */
const insert = (counts: string): string => `
  INSERT INTO deliveries
    (${DELIVERY_COLUMNS}, status, available_at_ms, recovery_id, failures, resends, attempts, claimed,
     created_at_ms)
  SELECT ${DELIVERY_VALUES}, value ->> 9, (value ->> 10)::bigint, (value ->> 11)::bigint,
         0, 0, ${counts}, CAST(? AS bigint)
  FROM jsonb_array_elements(?::jsonb) WITH ORDINALITY ORDER BY ordinality
  ON CONFLICT (webhook_id, event_position, replay_id) DO NOTHING`;

const INSERT_NEW = insert('0, 0');
const INSERT_CLAIMED = insert('1, 1');

/** One statement for thousands of deliveries. */
export function enqueue(deliveries: readonly NewDelivery[], nowMs: number): Statement[] {
  const locks = lockTurns(orderedOf(deliveries).map(({ webhookId }) => webhookId));
  const inserts = chunksOf(deliveries).flatMap((chunk) => {
    const rows = chunk.map((delivery) => [
      ...toDeliveryRow(delivery),
      delivery.ordered ? 'waiting' : 'pending',
      delivery.dueAtMs,
      delivery.recoveryId,
    ]);
    const statement = { sql: INSERT_NEW, params: [nowMs, JSON.stringify(rows)] };
    const ordered = orderedOf(chunk);
    return ordered.length > 0 ? [statement, giveTurns(ordered, nowMs)] : [statement];
  });
  return [...locks, ...inserts];
}

export function enqueueClaimed(
  deliveries: readonly ClaimedDelivery[],
  nowMs: number,
  untilMs: number,
): Statement[] {
  if (deliveries.length === 0) return [];
  const rows = deliveries.map((delivery) => [...toDeliveryRow(delivery), 'pending', untilMs, null]);
  return [{ sql: INSERT_CLAIMED, params: [nowMs, JSON.stringify(rows)] }];
}

function orderedOf(deliveries: readonly NewDelivery[]): NewDelivery[] {
  return deliveries.filter((delivery) => delivery.ordered);
}
