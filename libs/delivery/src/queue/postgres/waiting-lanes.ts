import type { PostgresConnection } from '@app/event-store';
import type { WaitingLane } from '../delivery-queue';
import { SHARDS } from '../shards';

/** One seek in the index a webhook, however much waits for it: a DISTINCT would read all of that. */
const LANES = `
  WITH RECURSIVE waiting (webhook_id) AS (
    SELECT min(webhook_id) FROM deliveries WHERE status = 'pending'
    UNION ALL
    SELECT (
      SELECT min(webhook_id) FROM deliveries
      WHERE status = 'pending' AND webhook_id > waiting.webhook_id
    ) FROM waiting WHERE waiting.webhook_id IS NOT NULL
  ), lane AS MATERIALIZED (
    SELECT webhook_id FROM waiting
    WHERE webhook_id % ${SHARDS} = ANY (ARRAY(
      SELECT value::bigint FROM jsonb_array_elements_text(?::jsonb)
    ))
  )`;

const WAITING_LANES = `
  ${LANES}
  SELECT lane.webhook_id AS "webhookId", first.account_id AS "accountId",
         first.available_at_ms AS "dueAtMs"
  FROM lane CROSS JOIN LATERAL (
    SELECT account_id, available_at_ms FROM deliveries
    WHERE status = 'pending' AND webhook_id = lane.webhook_id
    ORDER BY available_at_ms LIMIT 1
  ) AS first
  ORDER BY lane.webhook_id`;

/** Reads what waits in these shards and in no other; locked in the order in which completions are. */
const RELEASE_CLAIMS = `
  ${LANES}
  UPDATE deliveries SET claimed = 0, available_at_ms = ?
  WHERE id = ANY (ARRAY(
    SELECT of_lane.id FROM lane JOIN deliveries of_lane ON of_lane.webhook_id = lane.webhook_id
    WHERE of_lane.status = 'pending' AND of_lane.claimed = 1
    ORDER BY of_lane.id FOR UPDATE OF of_lane
  ))`;

export function readWaitingLanes(
  connection: PostgresConnection,
  shards: readonly number[],
): Promise<WaitingLane[]> {
  return connection.all<WaitingLane>(WAITING_LANES, JSON.stringify(shards));
}

/** @returns how many there were */
export function releaseClaims(
  connection: PostgresConnection,
  nowMs: number,
  shards: readonly number[],
): Promise<number> {
  return connection.run(RELEASE_CLAIMS, JSON.stringify(shards), nowMs);
}
