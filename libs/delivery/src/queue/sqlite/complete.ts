import type { SqliteConnection } from '@app/event-store';
import type { Outcome } from '../delivery-queue';
import { toOutcomeRow, turnsEndedBy } from '../rows';
import { giveTurns } from './give-turns';

/** CROSS JOIN has SQLite take the outcomes one by one and look each delivery up by its id. */
const INSERT_ATTEMPTS = `
  INSERT INTO attempts
    (delivery_id, attempt, started_at_ms, url, signatures, custom_header_names, duration_ms,
     first_byte_ms, dns_ms, connect_ms, tls_ms, status_code, error_class, error_message,
     response_headers, response_body)
  SELECT deliveries.id, deliveries.attempts, value ->> 6, value ->> 7, value ->> 8, value ->> 9,
         value ->> 10, value ->> 11, value ->> 12, value ->> 13, value ->> 14, value ->> 15,
         value ->> 16, value ->> 17, value ->> 18, value ->> 19
  FROM json_each(?) AS outcome CROSS JOIN deliveries
  WHERE deliveries.id = value ->> 0 AND deliveries.attempts = value ->> 1
    AND deliveries.claimed = 1 AND value ->> 6 IS NOT NULL`;

const UPDATE_DELIVERIES = `
  UPDATE deliveries
  SET status = value ->> 2, available_at_ms = value ->> 3, finished_at_ms = value ->> 4,
      failures = value ->> 5, claimed = 0
  FROM json_each(?) AS outcome
  WHERE deliveries.id = value ->> 0 AND deliveries.attempts = value ->> 1
    AND deliveries.claimed = 1`;

/** Two statements for any number of outcomes, a third where some are ordered. To be called inside a write. */
export function complete(connection: SqliteConnection, outcomes: readonly Outcome[]): void {
  const rows = JSON.stringify(outcomes.map((outcome) => toOutcomeRow(outcome)));
  connection.run(INSERT_ATTEMPTS, rows);
  connection.run(UPDATE_DELIVERIES, rows);
  const turns = turnsEndedBy(outcomes);
  if (turns.length > 0) {
    const { sql, params } = giveTurns(turns, outcomes[0]!.finishedAtMs);
    connection.run(sql, ...params);
  }
}
