import { type SqliteConnection, UnsyncedCommitError } from './sqlite-connection';

interface Pending {
  readonly work: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export interface WriteOptions {
  /**
   * How long this write may wait for others to share its commit, in milliseconds. 0, the default,
   * commits at the end of the event loop's turn, together with whatever else waits by then.
   */
  readonly maxDelayMs?: number;
}

/** The most writes one transaction takes, so that a burst cannot hold the event loop for long. */
const MAX_WRITES_PER_COMMIT = 512;

/**
 * The one writer of a SQLite database (docs/decisions/0003). Writes wait in a queue; a commit runs
 * all that wait in one synchronous transaction, each behind a savepoint of its own, so that one
 * failing takes nothing else with it. Nothing awaits inside, so no statement of anybody else can
 * get in between, and a write may read, decide and write without a conflict.
 */
export class SqliteWriter {
  private queue: Pending[] = [];
  private commitNow: NodeJS.Immediate | undefined;
  private commitLater: NodeJS.Timeout | undefined;
  private commitLaterAtMs = Infinity;
  private closed = false;
  private readonly beforeCommit: (() => void)[] = [];
  private readonly afterRollback: (() => void)[] = [];

  constructor(private readonly connection: SqliteConnection) {}

  /**
   * Runs `work` in the next commit. Resolves with what it returned once that is on disk.
   * @throws what `work` threw, its changes rolled back; or the commit's own error
   */
  write<T>(work: () => T, { maxDelayMs = 0 }: WriteOptions = {}): Promise<T> {
    if (this.closed) return Promise.reject(new Error('The database is closed'));
    return new Promise<T>((resolve, reject) => {
      this.queue.push({ work, resolve: resolve as Pending['resolve'], reject });
      if (maxDelayMs === 0 || this.queue.length >= MAX_WRITES_PER_COMMIT) this.scheduleNow();
      else this.scheduleWithin(maxDelayMs);
    });
  }

  /** For caches over the database: `write` out what is dirty, `drop` what a failed commit undid. */
  attachCache(cache: { write?(): void; drop(): void }): void {
    this.beforeCommit.push(() => cache.write?.());
    this.afterRollback.push(() => cache.drop());
  }

  /** Commits what waits and refuses what comes after. */
  close(): void {
    this.closed = true;
    while (this.queue.length > 0) this.commit();
    this.unschedule();
  }

  private scheduleNow(): void {
    this.commitNow ??= setImmediate(() => this.commit());
  }

  private scheduleWithin(delayMs: number): void {
    const atMs = performance.now() + delayMs;
    if (this.commitNow || atMs >= this.commitLaterAtMs) return;
    clearTimeout(this.commitLater);
    this.commitLaterAtMs = atMs;
    this.commitLater = setTimeout(() => this.commit(), delayMs);
  }

  private unschedule(): void {
    clearImmediate(this.commitNow);
    clearTimeout(this.commitLater);
    this.commitNow = undefined;
    this.commitLater = undefined;
    this.commitLaterAtMs = Infinity;
  }

  private commit(): void {
    this.unschedule();
    const batch = this.queue.splice(0, MAX_WRITES_PER_COMMIT);
    if (batch.length === 0) return;
    if (this.queue.length > 0) this.scheduleNow();

    const answers: (() => void)[] = [];
    try {
      this.connection.run('BEGIN IMMEDIATE');
      for (const pending of batch) answers.push(this.runInSavepoint(pending));
      for (const write of this.beforeCommit) write();
      this.connection.commit();
    } catch (error) {
      // Thrown at nobody, for it to end the process: what is on disk is for the next start to find out.
      if (error instanceof UnsyncedCommitError) throw error;
      this.rollBack();
      for (const pending of batch) pending.reject(error);
      return;
    }
    for (const answer of answers) answer();
  }

  private runInSavepoint({ work, resolve, reject }: Pending): () => void {
    this.connection.run('SAVEPOINT write');
    try {
      const result = work();
      this.connection.run('RELEASE write');
      return () => resolve(result);
    } catch (error) {
      // On a full disk or an I/O error SQLite has undone the whole transaction by itself.
      if (!this.connection.inTransaction) throw error;
      this.connection.run('ROLLBACK TO write');
      this.connection.run('RELEASE write');
      return () => reject(error);
    }
  }

  private rollBack(): void {
    for (const drop of this.afterRollback) drop();
    if (this.connection.inTransaction) this.connection.run('ROLLBACK');
  }
}
