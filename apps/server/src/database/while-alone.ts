import { Client } from 'pg';

/** Any number that no other lock of the database has. */
const LOCK = 7_104_000_001;

/**
 * Does what only one process may do at a time on a PostgreSQL database: bringing its schema up to
 * date and its first account into being, however many servers start at once.
 * @throws Error of the connection, where the database does not answer
 */
export async function whileAlone<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // Lost in the middle of the work, it is told of by the work itself.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    return await work(client);
  } finally {
    await client.end();
  }
}
