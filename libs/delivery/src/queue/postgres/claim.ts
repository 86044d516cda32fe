import type { PostgresConnection } from '@app/event-store';
import type { ClaimedDelivery, ClaimedLane, LaneClaim } from '../delivery-queue';

type Row = Omit<ClaimedDelivery, 'ordered' | 'webhookId'> & {
  readonly laneId: number;
  readonly nextDueAtMs: number | null;
  readonly ordered: 0 | 1;
};

/** Of a lane of which nothing is due. */
type EmptyRow = Pick<Row, 'laneId' | 'nextDueAtMs'> & { readonly id: null };

/**
 * All lanes by one statement. What others have locked is passed over, so that a claim never waits;
 * what was claimed is handed on as an array, by which the planner looks it up however much it expects.
 */
const CLAIM = `
  WITH lane AS MATERIALIZED (
    SELECT (value ->> 0)::bigint AS webhook_id, (value ->> 1)::bigint AS most
    FROM jsonb_array_elements(?::jsonb)
  ), due AS MATERIALIZED (
    SELECT first.id FROM lane CROSS JOIN LATERAL (
      SELECT id FROM deliveries
      WHERE status = 'pending' AND webhook_id = lane.webhook_id AND available_at_ms <= ?
      ORDER BY available_at_ms, id LIMIT lane.most
      FOR UPDATE SKIP LOCKED
    ) AS first
  ), taken AS MATERIALIZED (
    SELECT unnest(ARRAY(SELECT id FROM due)) AS id
  ), claimed AS (
    UPDATE deliveries SET claimed = 1, attempts = attempts + 1, available_at_ms = ?
    WHERE id = ANY (ARRAY(SELECT id FROM taken))
    RETURNING id, event_position, event_id, event, account_id, webhook_id, replay_id, format,
              conversation_id, ordered, attempts, failures, resends
  ), next AS MATERIALIZED (
    SELECT webhook_id, (
      SELECT available_at_ms FROM deliveries
      WHERE status = 'pending' AND webhook_id = lane.webhook_id AND claimed <> 1
        AND id NOT IN (SELECT id FROM taken)
      ORDER BY available_at_ms LIMIT 1
    ) AS due_at_ms
    FROM lane
  )
  SELECT next.webhook_id AS "laneId", next.due_at_ms AS "nextDueAtMs", claimed.id,
         event_position AS "eventPosition", event_id AS "eventId", event,
         account_id AS "accountId", replay_id AS "replayId", format,
         conversation_id AS "conversationId", ordered, attempts AS attempt, failures, resends
  FROM next LEFT JOIN claimed ON claimed.webhook_id = next.webhook_id
  ORDER BY claimed.id`;

export async function claim(
  connection: PostgresConnection,
  lanes: readonly LaneClaim[],
  nowMs: number,
  leaseMs: number,
): Promise<ClaimedLane[]> {
  const asked = JSON.stringify(lanes.map(({ webhookId, limit }) => [webhookId, limit]));
  const rows = await connection.all<Row | EmptyRow>(CLAIM, asked, nowMs, nowMs + leaseMs);
  const claimed = new Map<number, ClaimedDelivery[]>();
  const nextDue = new Map<number, number | null>();
  for (const row of rows) {
    nextDue.set(row.laneId, row.nextDueAtMs);
    if (row.id === null) continue;
    const deliveries = claimed.get(row.laneId);
    if (deliveries) deliveries.push(toDelivery(row));
    else claimed.set(row.laneId, [toDelivery(row)]);
  }
  return lanes.map(({ webhookId }) => ({
    webhookId,
    deliveries: claimed.get(webhookId) ?? [],
    nextDueAtMs: nextDue.get(webhookId) ?? undefined,
  }));
}

function toDelivery({ laneId, nextDueAtMs: _, ordered, ...columns }: Row): ClaimedDelivery {
  return Object.assign(columns, { webhookId: laneId, ordered: ordered === 1 });
}
