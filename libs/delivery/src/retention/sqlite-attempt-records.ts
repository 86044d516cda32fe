import type { SqliteConnection, SqliteWriter } from '@app/event-store';
import { AttemptRecords } from './attempt-records';

/** Ids ascend as attempts end, so that the old ones are the first: no index of their times is needed. */
export const OLDEST_ATTEMPTS =
  'SELECT id, started_at_ms AS startedAtMs FROM attempts WHERE id > ? ORDER BY id LIMIT ?';

const DELETE = 'DELETE FROM attempts WHERE id IN (SELECT value FROM json_each(?))';

export class SqliteAttemptRecords extends AttemptRecords {
  constructor(
    private readonly connection: SqliteConnection,
    private readonly writer: SqliteWriter,
  ) {
    super();
  }

  purge(beforeMs: number, limit: number, afterId: number): Promise<number | null> {
    return this.writer.write(() => {
      const oldest = this.connection.all<{ id: number; startedAtMs: number }>(
        OLDEST_ATTEMPTS,
        afterId,
        limit,
      );
      const old = oldest.filter(({ startedAtMs }) => startedAtMs < beforeMs);
      if (old.length === 0) return null;
      this.connection.run(DELETE, JSON.stringify(old.map(({ id }) => id)));
      return oldest.at(-1)!.id;
    });
  }
}
