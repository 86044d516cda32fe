import { DataSource, type DataSourceOptions } from 'typeorm';
import type { Database } from '../database/database';
import { PostgresDatabase } from '../database/postgres-database';
import { EVENT_STORE_MIGRATIONS } from '../migrations';
import type { Migrations } from '../migrations/migrations';
import { openPool } from '../postgres/pool';
import { PostgresConnection } from '../postgres/postgres-connection';
import { PostgresEventStore } from '../postgres/postgres-event-store';
import { PostgresIdempotencyKeys } from '../postgres/postgres-idempotency-keys';
import { LocalSignals } from '../signals/local-signals';
import type { EventStoreHarness } from './event-store-harness';
import { FakeClock } from './fake-clock';
import { createPostgresDatabase } from './postgres-database';

const POOL_SIZE = 8;

export interface PostgresEventStoreOptions {
  /** Those of the lib under test; the event log's own runs before them. */
  readonly migrations?: readonly Migrations[];
  readonly entities?: DataSourceOptions['entities'];
  readonly clock?: FakeClock;
}

/** What a process has of the database. */
export interface PostgresProcess {
  readonly store: PostgresEventStore;
  readonly idempotencyKeys: PostgresIdempotencyKeys;
  readonly connection: PostgresConnection;
  readonly database: Database;
}

/** A PostgreSQL event store in a database of its own, as the application has it. */
export interface PostgresEventStoreHarness extends EventStoreHarness, PostgresProcess {
  readonly store: PostgresEventStore;
  readonly idempotencyKeys: PostgresIdempotencyKeys;
  readonly dataSource: DataSource;
  readonly url: string;
  /** What another process would have of the same database; closed with the harness. */
  readonly openAnother: () => PostgresProcess;
}

/** Call `close()` when done: it drops the database. */
export async function openPostgresEventStore({
  migrations = [],
  entities,
  clock = new FakeClock(),
}: PostgresEventStoreOptions = {}): Promise<PostgresEventStoreHarness> {
  const all = [EVENT_STORE_MIGRATIONS, ...migrations].flatMap(({ postgres }) => postgres);
  const testDatabase = await createPostgresDatabase(all);
  const { url } = testDatabase;
  const others: PostgresProcess[] = [];

  const open = (): PostgresProcess => {
    const connection = new PostgresConnection(openPool(url, POOL_SIZE));
    return {
      store: new PostgresEventStore(connection, clock, new LocalSignals()),
      idempotencyKeys: new PostgresIdempotencyKeys(connection, clock),
      connection,
      database: new PostgresDatabase(connection),
    };
  };

  const harness = {
    ...open(),
    dataSource: await new DataSource({ type: 'postgres', url, entities }).initialize(),
    clock,
    url,
    async sql(text: string): Promise<Record<string, unknown>[]> {
      return (await harness.connection.pool.query(text)).rows;
    },
    openAnother(): PostgresProcess {
      const another = open();
      others.push(another);
      return another;
    },
    async reopen(): Promise<void> {
      await shutDown(harness);
      Object.assign(harness, open());
    },
    async close(): Promise<void> {
      for (const each of [...others, harness]) await shutDown(each);
      await harness.dataSource.destroy();
      await testDatabase.drop();
    },
  };
  return harness;
}

async function shutDown({ store, connection }: PostgresProcess): Promise<void> {
  await store.close();
  await connection.pool.end();
}
