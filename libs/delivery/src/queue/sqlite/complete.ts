import type { SqliteConnection } from '@app/event-store';
import type { Outcome } from '../delivery-queue';
import { ATTEMPT_COLUMNS, toAttemptRow, toEndRow, turnsEndedBy } from '../rows';
import { countAttempts } from './count-attempts';
import { placesFor } from './enqueue';
import { giveTurns } from './give-turns';

const UPDATE_DELIVERY = `
  UPDATE deliveries
  SET status = ?, available_at_ms = ?, finished_at_ms = ?, failures = ?, claimed = 0
  WHERE id = ? AND attempts = ? AND claimed = 1`;

const INSERT_ATTEMPT = `
  INSERT INTO attempts (delivery_id, attempt, ${ATTEMPT_COLUMNS})
  VALUES (?, ?, ${placesFor(ATTEMPT_COLUMNS)})`;

/**
 * Two statements an outcome, a few more to count them, and one where some are ordered. To be called
 * inside a write.
 */
export function complete(connection: SqliteConnection, outcomes: readonly Outcome[]): void {
  const added: Outcome[] = [];
  for (const outcome of outcomes) {
    const { id, attempt } = outcome.delivery;
    const { changes } = connection.run(UPDATE_DELIVERY, ...toEndRow(outcome), id, attempt);
    if (changes === 1 && outcome.sent) {
      connection.run(INSERT_ATTEMPT, id, attempt, ...toAttemptRow(outcome.sent));
      added.push(outcome);
    }
  }
  countAttempts(connection, added);
  const turns = turnsEndedBy(outcomes);
  if (turns.length > 0) {
    const { sql, params } = giveTurns(turns, outcomes[0]!.finishedAtMs);
    connection.run(sql, ...params);
  }
}
