import Database from 'better-sqlite3';

/** The one number a query answers with, while the server may be at work on the database. */
export function queryNumber(databasePath: string, sql: string): number {
  const database = new Database(databasePath, { readonly: true });
  try {
    return database.prepare<[], number>(sql).pluck().get() ?? 0;
  } finally {
    database.close();
  }
}
