import type { SqliteConnection } from '@app/event-store';
import type { ClaimedDelivery, ClaimedLane, LaneClaim } from '../delivery-queue';

type Row = Omit<ClaimedDelivery, 'ordered'> & { readonly ordered: 0 | 1 };

const CLAIM = `
  UPDATE deliveries SET claimed = 1, attempts = attempts + 1, available_at_ms = ?
  WHERE id IN (
    SELECT id FROM deliveries
    WHERE status = 'pending' AND webhook_id = ? AND available_at_ms <= ?
    ORDER BY available_at_ms, id LIMIT ?
  )
  RETURNING id, event_position AS eventPosition, event_id AS eventId, event,
            account_id AS accountId, webhook_id AS webhookId, replay_id AS replayId, format,
            conversation_id AS conversationId, ordered, attempts AS attempt, failures, resends`;

/** Passes over what is claimed, a cap's worth at most, instead of having an index of its own. */
const NEXT_DUE = `
  SELECT available_at_ms AS dueAtMs FROM deliveries
  WHERE status = 'pending' AND webhook_id = ? AND claimed = 0
  ORDER BY available_at_ms LIMIT 1`;

/** To be called inside a write. */
export function claim(
  connection: SqliteConnection,
  lanes: readonly LaneClaim[],
  nowMs: number,
  leaseMs: number,
): ClaimedLane[] {
  return lanes.map(({ webhookId, limit }) => {
    const rows = connection.all<Row>(CLAIM, nowMs + leaseMs, webhookId, nowMs, limit);
    // RETURNING promises no order; what waits longest was enqueued first, but for retries.
    const deliveries = rows.map(toDelivery).toSorted((one, other) => one.id - other.id);
    const next = connection.get<{ dueAtMs: number }>(NEXT_DUE, webhookId);
    return { webhookId, deliveries, nextDueAtMs: next?.dueAtMs };
  });
}

function toDelivery(row: Row): ClaimedDelivery {
  const columns: Omit<Row, 'ordered'> = row;
  return Object.assign(columns, { ordered: row.ordered === 1 });
}
