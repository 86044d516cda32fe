import Database from 'better-sqlite3';
import { sqliteErrorCode } from './sqlite-error';

export class DatabaseInUseError extends Error {
  constructor(path: string) {
    super(`${path} is in use by another process`);
    this.name = 'DatabaseInUseError';
  }
}

/** A connection that nobody refers to is closed with the garbage, and its lock is gone. */
const held = new Set<Database.Database>();

/** Long enough for a predecessor that is shutting down, which takes 10 s at the most. */
const WAIT_MS = 12_000;

/**
 * Keeps a second process off a SQLite database, whose claims and caches are right for one alone.
 * The lock is a transaction held open on a file beside it: the operating system releases it with
 * the process, however that ends.
 * @returns what releases the lock
 * @throws DatabaseInUseError after waiting {@link WAIT_MS}
 */
export function acquireProcessLock(path: string, waitMs: number = WAIT_MS): () => void {
  const lock = new Database(`${path}.lock`, { timeout: waitMs });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (sqliteErrorCode(error) === 'SQLITE_BUSY') {
      throw new DatabaseInUseError(path);
    }
    throw error;
  }
  held.add(lock);
  return () => {
    held.delete(lock);
    lock.close();
  };
}
