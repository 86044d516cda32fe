export { DRIVERS, POSTGRES, SQLITE, type Driver, type DriverHarness } from './drivers';
export { describeEventStore } from './event-store-conformance';
export type { EventStoreHarness } from './event-store-harness';
export { FakeClock } from './fake-clock';
export { describeMigrations } from './migrations-conformance';
export { deciderSpec } from './given-when-then';
export { planOf, queriesDuring, type AskedQuery } from './query-plans';
export {
  openPostgresEventStore,
  type PostgresEventStoreHarness,
  type PostgresEventStoreOptions,
  type PostgresProcess,
} from './postgres-harness';
export {
  openSqliteEventStore,
  type SqliteEventStoreHarness,
  type SqliteEventStoreOptions,
} from './sqlite-harness';
export {
  createPostgresDatabase,
  openMigrations,
  type PostgresTestDatabase,
} from './postgres-database';
