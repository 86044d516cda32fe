import { waitUntil } from '@app/harness';
import Database from 'better-sqlite3';

/** Looks into a database that a server may have open. */
export function query<Row>(databasePath: string, sql: string): Row[] {
  const database = new Database(databasePath, { readonly: true });
  try {
    return database.prepare(sql).all() as Row[];
  } finally {
    database.close();
  }
}

export function countEvents(databasePath: string): number {
  return query<{ count: number }>(databasePath, 'SELECT count(*) AS count FROM events')[0]!.count;
}

/**
 * Resolves once the outbox has read the whole log, all recoveries are at their ends and no delivery
 * waits any more: what has not been POSTed by then never will be.
 */
export function untilNothingIsLeftToDeliver(databasePath: string): Promise<void> {
  return waitUntil('the outbox and the queue to be done', () => {
    const [left] = query<{ unread: number; recovering: number; pending: number }>(
      databasePath,
      `SELECT
         (SELECT count(*) FROM events WHERE position > coalesce(
           (SELECT CAST(checkpoint AS INTEGER) FROM checkpoints WHERE consumer = 'outbox'), 0
         )) AS unread,
         (SELECT count(*) FROM recoveries WHERE finished_at_ms IS NULL) AS recovering,
         (SELECT count(*) FROM deliveries WHERE status IN ('pending', 'waiting')) AS pending`,
    );
    return left!.unread === 0 && left!.recovering === 0 && left!.pending === 0;
  });
}
