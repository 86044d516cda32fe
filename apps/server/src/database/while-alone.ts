import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Logger } from 'pino';

/** Any number that no other lock of the database has. */
const LOCK = 7_104_000_001;
const TRY_EVERY_MS = 250;
/** Far longer than a start takes, but for one that changes the schema of a large database. */
const WAIT_MS = 120_000;

/** Another process has been starting on the database all the time, or stands still in its start. */
export class DatabaseBusyError extends Error {
  constructor() {
    super(`Another process has been starting on this database for ${WAIT_MS / 1_000} s`);
    this.name = 'DatabaseBusyError';
  }
}

/**
 * Does what only one process may do at a time on a PostgreSQL database: bringing its schema up to
 * date and its first account into being, however many servers start at once.
 * @throws DatabaseBusyError after 120 s; Error of the connection, where the database does not answer
 */
export async function whileAlone<T>(
  url: string,
  work: (client: Client) => Promise<T>,
  log?: Logger,
): Promise<T> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    // A machine that is gone gives the lock back within half a minute.
    options: '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=4',
  });
  // Lost in the middle of the work, it is told of by the work itself.
  client.on('error', () => {});
  await client.connect();
  try {
    await acquire(client, log);
    return await work(client);
  } finally {
    await client.end();
  }
}

async function acquire(client: Client, log: Logger | undefined): Promise<void> {
  const lock = { text: 'SELECT pg_try_advisory_lock($1) AS acquired', values: [LOCK] };
  for (let waitedMs = 0; waitedMs <= WAIT_MS; waitedMs += TRY_EVERY_MS) {
    const { rows } = await client.query<{ acquired: boolean }>(lock);
    if (rows[0]!.acquired) return;
    if (waitedMs === 0) log?.info('Waits for another process that starts on the same database');
    await sleep(TRY_EVERY_MS);
  }
  throw new DatabaseBusyError();
}
