import type { PostgresConnection } from '@app/event-store';
import { type AttemptCount, AttemptCountTable } from './attempt-count-table';

/** So that no purge holds anybody up, however much is old. */
const ROWS_PER_PURGE = 500;

const READ = `
  SELECT hour_ms AS "hourMs", outcome, duration_bucket AS "durationBucket", count
  FROM attempt_counts
  WHERE hour_ms = ANY (ARRAY(SELECT value::bigint FROM json_array_elements_text(?::json)))
    AND webhook_id = ?`;

/** What another process is deleting is left to it. */
const PURGE = `
  DELETE FROM attempt_counts WHERE (hour_ms, webhook_id, outcome, duration_bucket) IN (
    SELECT hour_ms, webhook_id, outcome, duration_bucket FROM attempt_counts
    WHERE hour_ms < ? ORDER BY hour_ms LIMIT ? FOR UPDATE SKIP LOCKED)`;

export class PostgresAttemptCountTable extends AttemptCountTable {
  constructor(private readonly connection: PostgresConnection) {
    super();
  }

  read(webhookId: number, hoursMs: readonly number[]): Promise<AttemptCount[]> {
    return this.connection.all<AttemptCount>(READ, JSON.stringify(hoursMs), webhookId);
  }

  async purge(beforeMs: number): Promise<void> {
    let deleted: number;
    do deleted = await this.connection.run(PURGE, beforeMs, ROWS_PER_PURGE);
    while (deleted === ROWS_PER_PURGE);
  }
}
