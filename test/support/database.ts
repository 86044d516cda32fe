import { join } from 'node:path';
import { createPostgresDatabase } from '@app/event-store/testing';
import { temporaryDirectory, waitUntil } from '@app/harness';
import Database from 'better-sqlite3';
import { Client, types } from 'pg';

/** int8 and numeric, which are positions and counts. */
for (const oid of [20, 1700]) types.setTypeParser(oid, Number);

/** A database of an installation's own. */
export interface InstallationDatabase {
  /** What DATABASE_URL says. */
  readonly url: string;
  /** A directory for what else there is to keep. */
  readonly directory: string;
  remove(): Promise<void>;
}

/** Of the kind that TEST_DATABASE says: `postgres`, else SQLite. */
export async function createDatabase(): Promise<InstallationDatabase> {
  const directory = await temporaryDirectory();
  if (process.env['TEST_DATABASE'] !== 'postgres') {
    const url = `sqlite:${join(directory.path, 'hoory.db')}`;
    return { url, directory: directory.path, remove: () => directory.remove() };
  }
  const database = await createPostgresDatabase([]);
  return {
    url: database.url,
    directory: directory.path,
    remove: async () => {
      await database.drop();
      await directory.remove();
    },
  };
}

/** Looks into a database that servers may have open. */
export async function query<Row>(databaseUrl: string, sql: string): Promise<Row[]> {
  if (databaseUrl.startsWith('postgres:')) return queryPostgres(databaseUrl, sql);
  const database = new Database(pathOf(databaseUrl), { readonly: true });
  try {
    return database.prepare(sql).all() as Row[];
  } finally {
    database.close();
  }
}

/** Changes a database that no server has open. */
export async function execute(databaseUrl: string, sql: string): Promise<void> {
  if (databaseUrl.startsWith('postgres:')) {
    await queryPostgres(databaseUrl, sql);
    return;
  }
  const database = new Database(pathOf(databaseUrl));
  database.exec(sql);
  database.close();
}

async function queryPostgres<Row>(connectionString: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Row[];
  } finally {
    await client.end();
  }
}

/** @throws Error for a database that is no file */
export function pathOf(databaseUrl: string): string {
  const path = /^sqlite:(.+)$/.exec(databaseUrl)?.[1];
  if (path === undefined) throw new Error('It is no file');
  return path;
}

export async function countEvents(databaseUrl: string): Promise<number> {
  const [row] = await query<{ count: number }>(databaseUrl, 'SELECT count(*) AS count FROM events');
  return row!.count;
}

/**
 * Resolves once the outbox has read the whole log, all recoveries are at their ends and no delivery
 * waits any more: what has not been POSTed by then never will be.
 */
export function untilNothingIsLeftToDeliver(databaseUrl: string, limitMs?: number): Promise<void> {
  const isDone = async (): Promise<boolean> => {
    const [left] = await query<{ unread: number; recovering: number; pending: number }>(
      databaseUrl,
      `SELECT
         (SELECT count(*) FROM events WHERE position > coalesce(
           (SELECT CAST(checkpoint AS BIGINT) FROM checkpoints WHERE consumer = 'outbox'), 0
         )) AS unread,
         (SELECT count(*) FROM recoveries WHERE finished_at_ms IS NULL) AS recovering,
         (SELECT count(*) FROM deliveries WHERE status IN ('pending', 'waiting')) AS pending`,
    );
    return left!.unread === 0 && left!.recovering === 0 && left!.pending === 0;
  };
  return waitUntil('the outbox and the queue to be done', isDone, limitMs);
}
