import type { Pool, PoolClient, QueryResult } from 'pg';
import type { SqlValue, Statement } from '../statement';
import { toQuery } from './prepared';

/** What PostgreSQL says to whatever comes behind the statement that has failed. */
const IN_FAILED_TRANSACTION = '25P02';

/** What can be asked of a pool, and of a transaction on one of its connections. */
export interface Queries {
  /** @param sql in the shared dialect, with `?` for each parameter */
  all<Row>(sql: string, ...params: SqlValue[]): Promise<Row[]>;
  get<Row>(sql: string, ...params: SqlValue[]): Promise<Row | undefined>;
  /** @returns how many rows it wrote */
  run(sql: string, ...params: SqlValue[]): Promise<number>;
}

/**
 * A transaction. Statements that are not awaited one by one travel together (pipelining), and are
 * executed in the order in which they were given.
 */
export class PostgresTransaction implements Queries {
  private readonly pending: Promise<unknown>[] = [];

  constructor(private readonly client: PoolClient) {}

  async all<Row>(sql: string, ...params: SqlValue[]): Promise<Row[]> {
    return (await this.query(sql, params)).rows as Row[];
  }

  async get<Row>(sql: string, ...params: SqlValue[]): Promise<Row | undefined> {
    return (await this.all<Row>(sql, ...params))[0];
  }

  async run(sql: string, ...params: SqlValue[]): Promise<number> {
    return (await this.query(sql, params)).rowCount ?? 0;
  }

  /**
   * Has all of them executed without waiting for it: they share the next round trip, be it that of the
   * COMMIT. Where one fails, the transaction does.
   * @param failed told where one of them is why the transaction fails
   */
  send(statements: readonly Statement[], failed?: (error: unknown) => void): void {
    for (const { sql, params } of statements) {
      const result = this.query(sql, params);
      if (failed) result.catch((error) => error?.code !== IN_FAILED_TRANSACTION && failed(error));
    }
  }

  /** Travels with the first of its statements. */
  begin(): void {
    void this.query('BEGIN', []);
  }

  /** @throws the first error of all that was asked of this transaction, once nothing is under way */
  async settle(): Promise<void> {
    const results = await Promise.allSettled(this.pending);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }

  private query(sql: string, params: readonly SqlValue[]): Promise<QueryResult> {
    const result =
      sql === 'BEGIN' ? this.client.query(sql) : this.client.query(toQuery(sql, params));
    this.pending.push(result);
    // Where nobody awaits it, `settle` tells.
    result.catch(() => {});
    return result;
  }
}

/** A PostgreSQL pool whose connections pipeline, and know each statement they have seen. */
export class PostgresConnection implements Queries {
  /** @param pool made by {@link openPool} */
  constructor(readonly pool: Pool) {}

  async all<Row>(sql: string, ...params: SqlValue[]): Promise<Row[]> {
    return (await this.pool.query(toQuery(sql, params))).rows as Row[];
  }

  async get<Row>(sql: string, ...params: SqlValue[]): Promise<Row | undefined> {
    return (await this.all<Row>(sql, ...params))[0];
  }

  async run(sql: string, ...params: SqlValue[]): Promise<number> {
    return (await this.pool.query(toQuery(sql, params))).rowCount ?? 0;
  }

  /** Has `work` ask several things in one round trip, each as of a moment of its own. */
  async together<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    const asked = new PostgresTransaction(client);
    try {
      return await work(asked);
    } finally {
      await asked.settle().catch(() => {});
      client.release();
    }
  }

  /**
   * Runs `work` in a transaction (READ COMMITTED) and commits it. Resolves once that is on disk.
   * @throws what `work` or one of its statements threw, all of it rolled back; or the commit's own error
   */
  async transaction<T>(work: (tx: PostgresTransaction) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      return await transactOn(client, work);
    } finally {
      // One that could not even roll back is broken, and the pool takes it back no more.
      client.release();
    }
  }
}

/** The same on a connection that is the caller's own. */
export async function transactOn<T>(
  client: PoolClient,
  work: (tx: PostgresTransaction) => Promise<T>,
): Promise<T> {
  const tx = new PostgresTransaction(client);
  try {
    tx.begin();
    const result = await work(tx);
    // After a statement that failed it rolls back, and says so by no error.
    const commit = client.query('COMMIT');
    await Promise.allSettled([commit]);
    await tx.settle();
    await commit;
    return result;
  } catch (error) {
    await tx.settle().catch(() => {});
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}
