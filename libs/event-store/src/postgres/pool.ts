import { Pool, types } from 'pg';

/** int8: positions, ids, counts and times, all far below 2^53. */
const INT8_OID = 20;
/** What `sum` and `avg` of int8 come as. */
const NUMERIC_OID = 1700;

types.setTypeParser(INT8_OID, Number);
types.setTypeParser(NUMERIC_OID, Number);

/** Settings of the pool's connections and of those that stand alone. */
export const CONNECTION_SETTINGS = {
  /** Statements given at once share a round trip. */
  pipeline: true,
  /** What a frozen process holds is taken from it, so that the others go on. */
  idle_in_transaction_session_timeout: 4_000,
  connectionTimeoutMillis: 10_000,
  /** A network that is cut answers nothing. Longer than any statement takes. */
  query_timeout: 60_000,
  keepAlive: true,
  /**
   * Statements are planned by how large the tables are now. Kept plans are those of when the tables
   * were empty, until statistics are next made: they would read all of what has been written since.
   */
  options: '-c plan_cache_mode=force_custom_plan',
} as const;

/** @param url `postgres://…` */
export function openPool(url: string, size: number): Pool {
  const pool = new Pool({ ...CONNECTION_SETTINGS, connectionString: url, max: size });
  // Whoever uses a connection that breaks learns of it from the query, and the next one gets another.
  // Unheard, these events would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
