import { closeSync, fdatasyncSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { SqlValue, Statement } from '../statement';

/** More statements than the code has; those of searches are as many as there are searches. */
const MOST_PREPARED = 500;

/**
 * So many pages of changes beside the database file, about 16 MiB, and a commit brings them into it: each page
 * once, however often it was written. By SQLite's own 1,000 the pages of indexes went into it several times
 * as often (docs/decisions/0026).
 */
const CHECKPOINT_PAGES = 4_000;

/**
 * What is committed may be on disk or not, and whether a second try would tell is not known: the kernel may
 * have given up what it could not write (https://wiki.postgresql.org/wiki/Fsync_Errors).
 */
export class UnsyncedCommitError extends Error {
  override readonly name = 'UnsyncedCommitError';

  constructor(cause: unknown) {
    super(`The disk did not take a commit: ${String(cause)}`, { cause });
  }
}

/** A better-sqlite3 connection that prepares each statement once. Synchronous. */
export class SqliteConnection {
  private readonly database: Database.Database;
  private readonly prepared = new Map<string, Database.Statement<SqlValue[]>>();
  /** Of the log of changes not yet in the database file: while a connection is open, one and the same file. */
  private walDescriptor: number | undefined;

  /**
   * @param path of the database file; TypeORM's migrations have made the schema in it
   * @throws Error where there can be no write-ahead log beside it
   */
  constructor(readonly path: string) {
    this.database = new Database(path);
    const mode = this.database.pragma('journal_mode = WAL', { simple: true });
    if (mode !== 'wal')
      throw new Error(`SQLite keeps no write-ahead log beside ${path} (${String(mode)})`);
    // Checkpoints are synced by SQLite, commits by `commit`.
    this.database.pragma('synchronous = NORMAL');
    this.database.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
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
   * Commits the transaction under way, to the disk: an accepted message survives a power cut. What
   * `synchronous = FULL` does by fsync, which on every commit has the file system write the time of the
   * file's change as well, three times as long (docs/decisions/0033).
   * @throws UnsyncedCommitError where the disk does not take it, although SQLite has
   */
  commit(): void {
    this.run('COMMIT');
    try {
      this.walDescriptor ??= openSync(`${this.path}-wal`, 'r+');
      fdatasyncSync(this.walDescriptor);
    } catch (error) {
      throw new UnsyncedCommitError(error);
    }
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
    if (this.walDescriptor !== undefined) closeSync(this.walDescriptor);
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
