import type { PostgresConnection } from '@app/event-store';
import type { ClaimedDelivery } from '../delivery-queue';
import { toKeyRow } from '../rows';

const IDS = `
  SELECT (
    SELECT id FROM deliveries
    WHERE webhook_id = (value ->> 0)::bigint AND event_position = (value ->> 1)::bigint
      AND replay_id = (value ->> 2)::bigint
  ) AS id
  FROM jsonb_array_elements(?::jsonb) WITH ORDINALITY ORDER BY ordinality`;

export async function idsOf(
  connection: PostgresConnection,
  deliveries: readonly ClaimedDelivery[],
): Promise<number[]> {
  const rows = await connection.all<{ id: number }>(IDS, JSON.stringify(deliveries.map(toKeyRow)));
  return rows.map(({ id }) => id);
}
