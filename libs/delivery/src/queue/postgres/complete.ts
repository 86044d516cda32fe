import type { PostgresConnection, SqlValue } from '@app/event-store';
import type { Outcome } from '../delivery-queue';
import { ATTEMPT_COLUMNS, toAttemptRow, toEndRow, turnsEndedBy } from '../rows';
import { attemptValues, storable } from './attempt-values';
import { countAttempts, toCountRow } from './count-attempts';
import { giveTurns } from './give-turns';
import { lockTurns } from './lock-turns';

/**
 * One statement, so that the attempts, and their counts, are those of the claims that still stood. The
 * deliveries are locked in the order of their ids, and then the counts in that of theirs, so that no
 * two completions wait for each other. Not `claimed = 1`, by which the planner might read all that is
 * claimed in place of these.
 */
const COMPLETE = `
  WITH outcome AS MATERIALIZED (
    SELECT value, (value ->> 0)::bigint AS delivery_id, (value ->> 1)::bigint AS attempt
    FROM jsonb_array_elements(?::jsonb)
  ), claimed AS MATERIALIZED (
    SELECT id, attempts FROM deliveries
    WHERE id = ANY (ARRAY(SELECT delivery_id FROM outcome)) AND claimed <> 0
    ORDER BY id FOR UPDATE
  ), counted AS MATERIALIZED (
    SELECT outcome.* FROM outcome JOIN claimed
      ON claimed.id = outcome.delivery_id AND claimed.attempts = outcome.attempt
  ), completed AS (
    UPDATE deliveries
    SET status = value ->> 2, available_at_ms = (value ->> 3)::bigint,
        finished_at_ms = (value ->> 4)::bigint, failures = (value ->> 5)::bigint, claimed = 0
    FROM counted WHERE deliveries.id = counted.delivery_id
  ), attempted AS (
    INSERT INTO attempts (delivery_id, attempt, ${ATTEMPT_COLUMNS})
    SELECT delivery_id, attempt, ${attemptValues(10)}
    FROM counted WHERE value ->> 10 IS NOT NULL
  )
  ${countAttempts('counted', 6)}`;

/** One statement for any number of outcomes, and a transaction of three where one gives a turn. */
export async function complete(
  connection: PostgresConnection,
  outcomes: readonly Outcome[],
): Promise<void> {
  if (outcomes.length === 0) return;
  const rows = JSON.stringify(outcomes.map(toRow));
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

function toRow(outcome: Outcome): SqlValue[] {
  const { delivery, sent } = outcome;
  const row = [delivery.id, delivery.attempt, ...toEndRow(outcome)];
  return sent ? [...row, ...toCountRow(outcome), ...toAttemptRow(sent, storable)] : row;
}
