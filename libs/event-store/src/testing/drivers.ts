import type { DataSource } from 'typeorm';
import type { Database } from '../database/database';
import type { SqlValue } from '../statement';
import type { EventStoreHarness } from './event-store-harness';
import { openPostgresEventStore } from './postgres-harness';
import { openSqliteEventStore, type SqliteEventStoreOptions } from './sqlite-harness';

/** What a spec gets of either database. */
export interface DriverHarness extends EventStoreHarness {
  readonly dataSource: DataSource;
  readonly database: Database;
  /** The store's own. */
  readonly connection: {
    all(sql: string, ...params: SqlValue[]): unknown;
    get(sql: string, ...params: SqlValue[]): unknown;
  };
}

export interface Driver {
  readonly name: string;
  /** Call `close()` of what it gives when done: it removes the database. */
  readonly open: (options?: SqliteEventStoreOptions) => Promise<DriverHarness>;
}

export const SQLITE: Driver = { name: 'SQLite', open: openSqliteEventStore };

export const POSTGRES: Driver = { name: 'PostgreSQL', open: openPostgresEventStore };

/** For `describe.each`: what is said of statements is to hold on each database. */
export const DRIVERS: readonly Driver[] = [SQLITE, POSTGRES];
