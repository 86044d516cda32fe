import type { Statement } from '@app/event-store';
import type { NewDelivery } from '../delivery-queue';
import { chunksOf, toDeliveryRow } from '../rows';
import { giveTurns } from './give-turns';
import { lockTurns } from './lock-turns';

const SQL = `
  INSERT INTO deliveries
    (event_position, event_id, event, account_id, webhook_id, replay_id, format, conversation_id,
     ordered, status, available_at_ms, recovery_id, attempts, failures, resends, claimed,
     created_at_ms)
  SELECT (value ->> 0)::bigint, value ->> 1, value ->> 2, (value ->> 3)::bigint,
         (value ->> 4)::bigint, (value ->> 5)::bigint, value ->> 6, (value ->> 7)::bigint,
         (value ->> 8)::bigint, value ->> 9, (value ->> 10)::bigint, (value ->> 11)::bigint,
         0, 0, 0, 0, CAST(? AS bigint)
  FROM jsonb_array_elements(?::jsonb) WITH ORDINALITY ORDER BY ordinality
  ON CONFLICT (webhook_id, event_position, replay_id) DO NOTHING`;

/** One statement for thousands of deliveries. */
export function enqueue(deliveries: readonly NewDelivery[], nowMs: number): Statement[] {
  const locks = lockTurns(orderedOf(deliveries).map(({ webhookId }) => webhookId));
  const inserts = chunksOf(deliveries).flatMap((chunk) => {
    const insert = { sql: SQL, params: [nowMs, JSON.stringify(chunk.map(toDeliveryRow))] };
    const ordered = orderedOf(chunk);
    return ordered.length > 0 ? [insert, giveTurns(ordered, nowMs)] : [insert];
  });
  return [...locks, ...inserts];
}

function orderedOf(deliveries: readonly NewDelivery[]): NewDelivery[] {
  return deliveries.filter((delivery) => delivery.ordered);
}
