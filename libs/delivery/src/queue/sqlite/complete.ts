import type { SqliteConnection } from '@app/event-store';
import type { Outcome } from '../delivery-queue';

/** CROSS JOIN has SQLite take the outcomes one by one and look each delivery up by its id. */
const INSERT_ATTEMPTS = `
  INSERT INTO attempts
    (delivery_id, attempt, started_at_ms, duration_ms, status_code, error_class, error_message,
     response_body)
  SELECT deliveries.id, deliveries.attempts, value ->> 5, value ->> 6, value ->> 7, value ->> 8,
         value ->> 9, value ->> 10
  FROM json_each(?) AS outcome CROSS JOIN deliveries
  WHERE deliveries.id = value ->> 0 AND deliveries.attempts = value ->> 1
    AND deliveries.claimed = 1 AND value ->> 5 IS NOT NULL`;

const UPDATE_DELIVERIES = `
  UPDATE deliveries
  SET status = value ->> 2, available_at_ms = value ->> 3, finished_at_ms = value ->> 4,
      failures = value ->> 11, claimed = 0
  FROM json_each(?) AS outcome
  WHERE deliveries.id = value ->> 0 AND deliveries.attempts = value ->> 1
    AND deliveries.claimed = 1`;

/** Two statements for any number of outcomes. To be called inside a write. */
export function complete(connection: SqliteConnection, outcomes: readonly Outcome[]): void {
  const rows = JSON.stringify(outcomes.map(toRow));
  connection.run(INSERT_ATTEMPTS, rows);
  connection.run(UPDATE_DELIVERIES, rows);
}

function toRow({
  deliveryId,
  attempt,
  resolution,
  failures,
  sent,
  finishedAtMs,
}: Outcome): unknown[] {
  const retried = resolution.status === 'pending';
  return [
    deliveryId,
    attempt,
    resolution.status,
    retried ? resolution.nextAttemptAtMs : finishedAtMs,
    retried ? null : finishedAtMs,
    sent?.startedAtMs,
    sent?.durationMs,
    sent?.statusCode,
    sent?.errorClass,
    sent?.errorMessage,
    sent?.responseBody,
    failures,
  ];
}
