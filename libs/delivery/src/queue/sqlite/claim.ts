import type { SqliteConnection } from '@app/event-store';
import type { ClaimedDelivery } from '../delivery-queue';

const SQL = `
  UPDATE deliveries SET claimed = 1, attempts = attempts + 1, available_at_ms = ?
  WHERE id IN (
    SELECT id FROM deliveries WHERE status = 'pending' AND available_at_ms <= ?
    ORDER BY available_at_ms, id LIMIT ?
  )
  RETURNING id, event_position AS eventPosition, event_id AS eventId, event,
            webhook_id AS webhookId, replay_id AS replayId, format, attempts AS attempt, failures`;

/** To be called inside a write. */
export function claim(
  connection: SqliteConnection,
  limit: number,
  nowMs: number,
  leaseMs: number,
): ClaimedDelivery[] {
  const claimed = connection.all<ClaimedDelivery>(SQL, nowMs + leaseMs, nowMs, limit);
  // RETURNING promises no order.
  return claimed.toSorted((one, other) => one.id - other.id);
}
