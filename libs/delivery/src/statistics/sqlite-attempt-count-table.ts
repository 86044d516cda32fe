import type { SqliteConnection, SqliteWriter } from '@app/event-store';
import { type AttemptCount, AttemptCountTable } from './attempt-count-table';

/** So that no purge holds the writer up, however much is old. */
const ROWS_PER_WRITE = 500;

/** Where all that was to be added was there already, nothing was counted, but in a row. */
const READ = `
  SELECT hour_ms AS hourMs, outcome, duration_bucket AS durationBucket, count
  FROM attempt_counts WHERE hour_ms IN (SELECT value FROM json_each(?)) AND webhook_id = ? AND count > 0`;

const PURGE = `
  DELETE FROM attempt_counts WHERE (hour_ms, webhook_id, outcome, duration_bucket) IN (
    SELECT hour_ms, webhook_id, outcome, duration_bucket FROM attempt_counts
    WHERE hour_ms < ? LIMIT ?)`;

export class SqliteAttemptCountTable extends AttemptCountTable {
  constructor(
    private readonly connection: SqliteConnection,
    private readonly writer: SqliteWriter,
  ) {
    super();
  }

  async read(webhookId: number, hoursMs: readonly number[]): Promise<AttemptCount[]> {
    return this.connection.all<AttemptCount>(READ, JSON.stringify(hoursMs), webhookId);
  }

  async purge(beforeMs: number): Promise<void> {
    let deleted: number;
    do {
      deleted = await this.writer.write(
        () => this.connection.run(PURGE, beforeMs, ROWS_PER_WRITE).changes,
      );
    } while (deleted === ROWS_PER_WRITE);
  }
}
