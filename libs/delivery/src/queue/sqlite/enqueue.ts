import type { Statement } from '@app/event-store';
import type { NewDelivery } from '../delivery-queue';
import { chunksOf, toDeliveryRow } from '../rows';
import { giveTurns } from './give-turns';

const SQL = `
  INSERT INTO deliveries
    (event_position, event_id, event, account_id, webhook_id, replay_id, format, conversation_id,
     ordered, status, available_at_ms, recovery_id, attempts, failures, resends, claimed,
     created_at_ms)
  SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
         value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, 0, 0, 0, 0, ?
  FROM json_each(?) WHERE true
  ON CONFLICT (webhook_id, event_position, replay_id) DO NOTHING`;

/** One statement for thousands of deliveries: half the cost of one each. */
export function enqueue(deliveries: readonly NewDelivery[], nowMs: number): Statement[] {
  return chunksOf(deliveries).flatMap((chunk) => {
    const statement = { sql: SQL, params: [nowMs, JSON.stringify(chunk.map(toDeliveryRow))] };
    const ordered = chunk.filter((delivery) => delivery.ordered);
    return ordered.length > 0 ? [statement, giveTurns(ordered, nowMs)] : [statement];
  });
}
