import type { PostgresConnection } from '@app/event-store';
import type { WaitingLane } from '../delivery-queue';
import { SHARDS } from '../shards';

const IN_SHARDS = `webhook_id % ${SHARDS} = ANY (ARRAY(
  SELECT value::bigint FROM jsonb_array_elements_text(?::jsonb)
))`;

/** One seek in the index a webhook, however much waits for it: a DISTINCT would read all of that. */
const WAITING_LANES = `
  WITH RECURSIVE waiting (webhook_id) AS (
    SELECT min(webhook_id) FROM deliveries WHERE status = 'pending'
    UNION ALL
    SELECT (
      SELECT min(webhook_id) FROM deliveries
      WHERE status = 'pending' AND webhook_id > waiting.webhook_id
    ) FROM waiting WHERE waiting.webhook_id IS NOT NULL
  ), lane AS MATERIALIZED (
    SELECT webhook_id FROM waiting WHERE ${IN_SHARDS}
  )
  SELECT lane.webhook_id AS "webhookId", first.account_id AS "accountId",
         first.available_at_ms AS "dueAtMs"
  FROM lane CROSS JOIN LATERAL (
    SELECT account_id, available_at_ms FROM deliveries
    WHERE status = 'pending' AND webhook_id = lane.webhook_id
    ORDER BY available_at_ms LIMIT 1
  ) AS first
  ORDER BY lane.webhook_id`;

/**
 * Reads what is claimed alone: of what waits besides there may be any number. Locked in the order in
 * which completions are.
 */
const RELEASE_CLAIMS = `
  UPDATE deliveries SET claimed = 0, available_at_ms = ?
  WHERE id = ANY (ARRAY(
    SELECT id FROM deliveries
    WHERE claimed = 1 AND ${IN_SHARDS}
    ORDER BY id FOR UPDATE
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
  return connection.run(RELEASE_CLAIMS, nowMs, JSON.stringify(shards));
}
