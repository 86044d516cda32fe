import Database from 'better-sqlite3';
import { PROJECTIONS } from '../../apps/server/src/database/projections';
import { query } from './database';

export const TABLES = PROJECTIONS.flatMap(({ tables }) => tables);

/** By table, each row in the order of the primary key. */
export type ReadModelRows = Readonly<Record<string, readonly object[]>>;

export async function readRows(databaseUrl: string): Promise<ReadModelRows> {
  const tables = TABLES.map(async (table) => {
    const keys = await query<{ name: string }>(
      databaseUrl,
      `SELECT name FROM pragma_table_info('${table}') WHERE pk > 0 ORDER BY pk`,
    );
    const order = keys.map(({ name }) => name).join(', ');
    return [
      table,
      await query<object>(databaseUrl, `SELECT * FROM ${table} ORDER BY ${order}`),
    ] as const;
  });
  return Object.fromEntries(await Promise.all(tables));
}

/** What a bug, or somebody with a SQL prompt, may do to a database that a server has open. */
export function spoil(databasePath: string, statements: readonly string[]): void {
  const database = new Database(databasePath);
  try {
    for (const statement of statements) database.exec(statement);
  } finally {
    database.close();
  }
}

/**
 * A history too long to be rebuilt before anybody looks: account 1 gets its name anew again and again. For a database
 * that no server has open.
 */
export function lengthenLog(databasePath: string, events: number): void {
  spoil(databasePath, [
    `INSERT INTO events (id, stream, version, type, schema_version, data, metadata, recorded_at_ms)
     WITH RECURSIVE times (time) AS (SELECT 1 UNION ALL SELECT time + 1 FROM times WHERE time < ${events})
     SELECT 'renamed-' || time, 'account-1', version + time, 'AccountRenamed', 1,
            json_object('id', 1, 'name', 'Name ' || time), metadata, recorded_at_ms
     FROM times, (SELECT * FROM events WHERE stream = 'account-1' ORDER BY version DESC LIMIT 1)
     ORDER BY time`,
    `UPDATE streams SET version = version + ${events} WHERE stream = 'account-1'`,
    `UPDATE accounts SET name = 'Name ${events}' WHERE id = 1`,
  ]);
}
