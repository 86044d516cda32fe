import type { Statement } from '@app/event-store';

/** Tells these locks from others of the database: "turn" in ASCII. */
const TURNS = 0x7475726e;

/** Webhooks share locks, so that a transaction of many of them does not fill the table of locks. */
const LOCKS = 1_024;

const LOCK = `
  SELECT pg_advisory_xact_lock(${TURNS}, value::int) FROM jsonb_array_elements_text(?::jsonb)`;

const LOCK_OF_DELIVERIES = `
  SELECT pg_advisory_xact_lock(${TURNS}, lock::int)
  FROM (
    SELECT DISTINCT webhook_id % ${LOCKS} AS lock FROM deliveries
    WHERE id = ANY (ARRAY(SELECT value::bigint FROM jsonb_array_elements_text(?::jsonb)))
      AND ordered = 1
    ORDER BY lock
  ) AS turns`;

/**
 * Two transactions that give turns in one conversation could each miss what the other writes, and a
 * delivery would wait for ever: they come one after the other. What decides has to be a later
 * statement, which sees what was committed before the lock was had. In ascending order, so that no
 * two wait for each other.
 */
export function lockTurns(webhookIds: readonly number[]): Statement[] {
  if (webhookIds.length === 0) return [];
  const locks = [...new Set(webhookIds.map((webhookId) => webhookId % LOCKS))];
  const params = [JSON.stringify(locks.toSorted((one, other) => one - other))];
  return [{ sql: LOCK, params }];
}

/** The same for those of these deliveries that are ordered. */
export function lockTurnsOf(deliveryIds: readonly number[]): Statement {
  return { sql: LOCK_OF_DELIVERIES, params: [JSON.stringify(deliveryIds)] };
}
