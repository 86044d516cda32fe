import Database from 'better-sqlite3';
import type { SqlValue, Statement } from '../statement';

/** More statements than the code has; those of searches are as many as there are searches. */
const MOST_PREPARED = 500;

/** A better-sqlite3 connection that prepares each statement once. Synchronous. */
export class SqliteConnection {
  private readonly database: Database.Database;
  private readonly prepared = new Map<string, Database.Statement<SqlValue[]>>();

  /** @param path of the database file; TypeORM's migrations have made the schema in it */
  constructor(readonly path: string) {
    this.database = new Database(path);
    this.database.pragma('journal_mode = WAL');
    // An accepted message survives a power cut; group commit pays for it (docs/decisions/0003).
    this.database.pragma('synchronous = FULL');
    this.database.pragma('busy_timeout = 5000');
  }

  run(sql: string, ...params: SqlValue[]): Database.RunResult {
    return this.prepare(sql).run(...params);
  }

  get<Row>(sql: string, ...params: SqlValue[]): Row | undefined {
    return this.prepare(sql).get(...params) as Row | undefined;
  }

  all<Row>(sql: string, ...params: SqlValue[]): Row[] {
    return this.prepare(sql).all(...params) as Row[];
  }

  runAll(statements: readonly Statement[]): void {
    for (const { sql, params } of statements) this.prepare(sql).run(...params);
  }

  /**
   * Gives an index another name, for which SQLite has no statement: its schema is edited. It takes
   * notice with the next statement that changes the schema, which has to be in the same transaction.
   * @param sql the statement that would make the index under its new name
   */
  renameIndex(from: string, to: string, sql: string): void {
    this.database.unsafeMode(true);
    try {
      this.database.pragma('writable_schema = ON');
      this.run(
        `UPDATE sqlite_schema SET name = ?, sql = ? WHERE type = 'index' AND name = ?`,
        to,
        sql,
        from,
      );
    } finally {
      this.database.pragma('writable_schema = OFF');
      this.database.unsafeMode(false);
    }
  }

  get inTransaction(): boolean {
    return this.database.inTransaction;
  }

  close(): void {
    this.prepared.clear();
    this.database.close();
  }

  private prepare(sql: string): Database.Statement<SqlValue[]> {
    let statement = this.prepared.get(sql);
    if (!statement) {
      statement = this.database.prepare<SqlValue[]>(sql);
      if (this.prepared.size === MOST_PREPARED) this.prepared.clear();
      this.prepared.set(sql, statement);
    }
    return statement;
  }
}
