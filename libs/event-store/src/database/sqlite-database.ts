import { SqliteConnection } from '../sqlite/sqlite-connection';
import type { SqlValue } from '../statement';
import { Database, type Dialect } from './database';

const SQLITE: Dialect = {
  name: 'sqlite',
  numbers: '(SELECT value FROM json_each(?))',
  texts: '(SELECT value FROM json_each(?))',
  numberPairs: '(SELECT value ->> 0, value ->> 1 FROM json_each(?))',
  elementsOf: (list) => `json_each(${list})`,
  textAt: (json, ...path) => `(${json} ->> '$.${path.join('.')}')`,
};

/** Reads by a connection of its own, which never waits for the writer's. */
export class SqliteDatabase extends Database {
  readonly dialect = SQLITE;

  private readonly connection: SqliteConnection;

  /** @param path of the database file */
  constructor(path: string) {
    super();
    this.connection = new SqliteConnection(path);
  }

  // Rejects, as the port has it, where better-sqlite3 throws.
  async query<Row>(sql: string, params: readonly SqlValue[] = []): Promise<Row[]> {
    return this.connection.all<Row>(sql, ...params);
  }

  close(): void {
    this.connection.close();
  }
}
