import type { PostgresConnection } from '@app/event-store';
import type { ClaimedDelivery } from '../delivery-queue';

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
  const keys = deliveries.map(({ webhookId, eventPosition, replayId }) => [
    webhookId,
    eventPosition,
    replayId,
  ]);
  const rows = await connection.all<{ id: number }>(IDS, JSON.stringify(keys));
  return rows.map(({ id }) => id);
}
