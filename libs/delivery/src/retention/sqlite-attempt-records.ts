import type { SqliteConnection, SqliteWriter } from '@app/event-store';
import { AttemptRecords } from './attempt-records';

/** Ids ascend as attempts end, so that the old ones are the first: no index of their times is needed. */
export const PURGE_ATTEMPTS = `
  DELETE FROM attempts WHERE id IN (
    SELECT id FROM (
      SELECT id, started_at_ms FROM attempts WHERE id > ? ORDER BY id LIMIT ?
    ) AS oldest
    WHERE started_at_ms < ?)
  RETURNING id`;

export class SqliteAttemptRecords extends AttemptRecords {
  constructor(
    private readonly connection: SqliteConnection,
    private readonly writer: SqliteWriter,
  ) {
    super();
  }

  async purge(beforeMs: number, limit: number, afterId: number): Promise<number | null> {
    const deleted = await this.writer.write(() =>
      this.connection.all<{ id: number }>(PURGE_ATTEMPTS, afterId, limit, beforeMs),
    );
    return deleted.length < limit ? null : Math.max(...deleted.map(({ id }) => id));
  }
}
