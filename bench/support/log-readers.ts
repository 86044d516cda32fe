import { setTimeout as sleep } from 'node:timers/promises';
import { openPool, PostgresConnection } from '@app/event-store';

const BATCH = 500;
const PAUSE_MS = 5;

/** Reads a log along, by what a reader takes for its place in it, until told to stop. */
export class LogReader {
  private stopped = false;
  private readonly connection: PostgresConnection;
  private readonly reading: Promise<number>;

  constructor(
    url: string,
    /** Selects `position` and `tx` of the next events, behind those two. */
    private readonly next: string,
  ) {
    this.connection = new PostgresConnection(openPool(url, 1));
    this.reading = this.read();
  }

  /** Reads to the end. @returns how many events it has seen */
  async stop(): Promise<number> {
    this.stopped = true;
    const seen = await this.reading;
    await this.connection.pool.end();
    return seen;
  }

  private async read(): Promise<number> {
    let [tx, position, seen] = ['0', 0, 0];
    for (;;) {
      const lastLook = this.stopped;
      const events = await this.connection.all<{ tx: string; position: number }>(
        this.next,
        tx,
        position,
        BATCH,
      );
      seen += events.length;
      ({ tx, position } = events.at(-1) ?? { tx, position });
      if (events.length > 0) continue;
      if (lastLook) return seen;
      await sleep(PAUSE_MS);
    }
  }
}

/** As of a locked row, and as of a sequence where nobody thinks of commits. The first parameter says nothing. */
export const BY_POSITION = `
  SELECT position, '0' AS tx FROM events
  WHERE CAST(? AS text) IS NOT NULL AND position > ? ORDER BY position LIMIT ?`;

/** By the transaction, of those before all that are still under way. */
export const BY_TRANSACTION = `
  SELECT position, tx::text AS tx FROM events
  WHERE (tx, position) > (CAST(CAST(? AS text) AS xid8), ?)
    AND tx < pg_snapshot_xmin(pg_current_snapshot())
  ORDER BY tx, position LIMIT ?`;
