import type { PostgresConnection } from '@app/event-store';
import { AttemptRecords } from './attempt-records';

/**
 * Ids ascend about as attempts end, so that the old ones are the first: no index of their times is
 * needed. What another process is deleting is left to it.
 */
const PURGE = `
  WITH oldest AS (
    SELECT id, started_at_ms FROM attempts WHERE id > ? ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED
  ), deleted AS (
    DELETE FROM attempts USING oldest
    WHERE attempts.id = oldest.id AND oldest.started_at_ms < ?
    RETURNING 1
  )
  SELECT (SELECT max(id) FROM oldest) AS "lastId", (SELECT count(*) FROM deleted) AS count`;

export class PostgresAttemptRecords extends AttemptRecords {
  constructor(private readonly connection: PostgresConnection) {
    super();
  }

  async purge(beforeMs: number, limit: number, afterId: number): Promise<number | null> {
    const [purged] = await this.connection.all<{ lastId: number | null; count: number }>(
      PURGE,
      afterId,
      limit,
      beforeMs,
    );
    return purged!.count === 0 ? null : purged!.lastId;
  }
}
