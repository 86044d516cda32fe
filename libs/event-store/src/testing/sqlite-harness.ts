import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { Database } from '../database/database';
import { SqliteDatabase } from '../database/sqlite-database';
import type { EventStore } from '../event-store';
import type { IdempotencyKeys } from '../idempotency/idempotency-keys';
import { EVENT_STORE_MIGRATIONS } from '../migrations';
import type { Migrations } from '../migrations/migrations';
import { SqliteConnection } from '../sqlite/sqlite-connection';
import { SqliteEventStore } from '../sqlite/sqlite-event-store';
import { SqliteIdempotencyKeys } from '../sqlite/sqlite-idempotency-keys';
import { SqliteWriter } from '../sqlite/sqlite-writer';
import type { EventStoreHarness } from './event-store-harness';
import { FakeClock } from './fake-clock';

export interface SqliteEventStoreOptions {
  /** Those of the lib under test; the event log's own runs before them. */
  readonly migrations?: readonly Migrations[];
  readonly entities?: DataSourceOptions['entities'];
  readonly clock?: FakeClock;
}

/** A SQLite event store in a directory of its own, as the application has it. */
export interface SqliteEventStoreHarness extends EventStoreHarness {
  readonly connection: SqliteConnection;
  readonly writer: SqliteWriter;
  readonly dataSource: DataSource;
  readonly database: Database;
}

interface OpenDatabase {
  readonly store: EventStore;
  readonly idempotencyKeys: IdempotencyKeys;
  readonly connection: SqliteConnection;
  readonly writer: SqliteWriter;
  readonly dataSource: DataSource;
  readonly database: SqliteDatabase;
}

/** Call `close()` when done: it removes the database. */
export async function openSqliteEventStore({
  migrations = [],
  entities,
  clock = new FakeClock(),
}: SqliteEventStoreOptions = {}): Promise<SqliteEventStoreHarness> {
  const directory = await mkdtemp(join(tmpdir(), 'event-store-'));

  const open = async (): Promise<OpenDatabase> => {
    const path = join(directory, 'test.db');
    const dataSource = await new DataSource({
      type: 'better-sqlite3',
      database: path,
      migrations: [EVENT_STORE_MIGRATIONS, ...migrations].flatMap(({ sqlite }) => sqlite),
      migrationsRun: true,
      entities,
    }).initialize();
    const connection = new SqliteConnection(path);
    const writer = new SqliteWriter(connection);
    return {
      store: new SqliteEventStore(connection, writer, clock),
      idempotencyKeys: new SqliteIdempotencyKeys(connection, writer, clock),
      connection,
      writer,
      dataSource,
      database: new SqliteDatabase(path),
    };
  };

  const harness = {
    ...(await open()),
    clock,
    sql: (text: string): Promise<Record<string, unknown>[]> => harness.dataSource.query(text),
    async reopen(): Promise<void> {
      await shutDown(harness);
      Object.assign(harness, await open());
    },
    async close(): Promise<void> {
      await shutDown(harness);
      await rm(directory, { recursive: true });
    },
  };
  return harness;
}

async function shutDown({ database, writer, connection, dataSource }: OpenDatabase): Promise<void> {
  database.close();
  writer.close();
  connection.close();
  await dataSource.destroy();
}
