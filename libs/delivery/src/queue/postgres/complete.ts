import type { PostgresConnection } from '@app/event-store';
import type { Outcome } from '../delivery-queue';
import { toOutcomeRow, turnsEndedBy } from '../rows';
import { giveTurns } from './give-turns';
import { lockTurns } from './lock-turns';

/**
 * One statement, so that the attempts are those of the claims that still stood. The deliveries are
 * locked in the order of their ids, so that no two completions wait for each other.
 */
const COMPLETE = `
  WITH outcome AS MATERIALIZED (
    SELECT value, (value ->> 0)::bigint AS delivery_id, (value ->> 1)::bigint AS attempt
    FROM jsonb_array_elements(?::jsonb)
  ), claimed AS MATERIALIZED (
    SELECT id, attempts FROM deliveries
    WHERE id = ANY (ARRAY(SELECT delivery_id FROM outcome)) AND claimed = 1
    ORDER BY id FOR UPDATE
  ), counted AS MATERIALIZED (
    SELECT outcome.* FROM outcome JOIN claimed
      ON claimed.id = outcome.delivery_id AND claimed.attempts = outcome.attempt
  ), completed AS (
    UPDATE deliveries
    SET status = value ->> 2, available_at_ms = (value ->> 3)::bigint,
        finished_at_ms = (value ->> 4)::bigint, failures = (value ->> 5)::bigint, claimed = 0
    FROM counted WHERE deliveries.id = counted.delivery_id
  )
  INSERT INTO attempts
    (delivery_id, attempt, started_at_ms, url, signatures, custom_header_names, duration_ms,
     first_byte_ms, dns_ms, connect_ms, tls_ms, status_code, error_class, error_message,
     response_headers, response_body)
  SELECT delivery_id, attempt, (value ->> 6)::bigint, value ->> 7, value ->> 8, value ->> 9,
         (value ->> 10)::float8, (value ->> 11)::float8, (value ->> 12)::float8,
         (value ->> 13)::float8, (value ->> 14)::float8, (value ->> 15)::bigint, value ->> 16,
         value ->> 17, value ->> 18, value ->> 19
  FROM counted WHERE value ->> 6 IS NOT NULL`;

/** One statement for any number of outcomes, and a transaction of three where one gives a turn. */
export async function complete(
  connection: PostgresConnection,
  outcomes: readonly Outcome[],
): Promise<void> {
  if (outcomes.length === 0) return;
  const rows = JSON.stringify(outcomes.map((outcome) => toOutcomeRow(outcome, storable)));
  const turns = turnsEndedBy(outcomes);
  if (turns.length === 0) {
    await connection.run(COMPLETE, rows);
    return;
  }
  await connection.transaction(async (tx) =>
    tx.send([
      ...lockTurns(turns.map(({ webhookId }) => webhookId)),
      { sql: COMPLETE, params: [rows] },
      giveTurns(turns, outcomes[0]!.finishedAtMs),
    ]),
  );
}

/** PostgreSQL's texts are UTF-8 without NUL. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}
