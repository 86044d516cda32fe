import type { BatchCommitter } from './commit-batch';
import type { Decided, Write } from './write';
import type { Draft } from './draft';

/** The most writes one transaction takes, so that a burst cannot hold the log for long. */
const MAX_WRITES_PER_COMMIT = 512;

/**
 * The one writer of a process, as SqliteWriter is on SQLite: what waits is committed together, and what
 * comes meanwhile is the next batch.
 */
export class CommitLoop {
  private queue: Write[] = [];
  private running: Promise<void> | undefined;
  private closed = false;

  constructor(private readonly committer: BatchCommitter) {}

  /**
   * Has a write decided and committed, at the end of the event loop's turn at the earliest.
   * @throws what it threw, nothing of it written; or the commit's own error
   */
  write<T>(decide: (draft: Draft) => Decided<T>): Promise<T> {
    if (this.closed) return Promise.reject(new Error('The database is closed'));
    return new Promise<T>((resolve, reject) => {
      this.queue.push({ decide, resolve: resolve as Write['resolve'], reject });
      this.running ??= this.run();
    });
  }

  /** Commits what waits and refuses what comes after. */
  async close(): Promise<void> {
    this.closed = true;
    await this.running;
  }

  private async run(): Promise<void> {
    await new Promise(setImmediate);
    while (this.queue.length > 0) {
      await this.committer.commitAll(this.queue.splice(0, MAX_WRITES_PER_COMMIT));
    }
    this.running = undefined;
  }
}
