import { SqliteConnection, SqliteWriter } from '@app/event-store';
import type { Provider } from '@nestjs/common';
import { HealthTable } from '../health/health-table';
import { SqliteHealthTable } from '../health/sqlite-health-table';
import { LaneOwnership } from '../ownership/lane-ownership';
import { SoleOwnership } from '../ownership/sole-ownership';
import { DeliveryQueue } from '../queue/delivery-queue';
import { SqliteDeliveryQueue } from '../queue/sqlite/sqlite-delivery-queue';
import { RecoveryTable } from '../recoveries/recovery-table';
import { SqliteRecoveryTable } from '../recoveries/sqlite-recovery-table';
import { AttemptRecords } from '../retention/attempt-records';
import { SqliteAttemptRecords } from '../retention/sqlite-attempt-records';
import { AttemptCountTable } from '../statistics/attempt-count-table';
import { SqliteAttemptCountTable } from '../statistics/sqlite-attempt-count-table';

/** The ports on SQLite. */
export const SQLITE_PROVIDERS: readonly Provider[] = [
  {
    provide: DeliveryQueue,
    useFactory: (connection: SqliteConnection, writer: SqliteWriter) =>
      new SqliteDeliveryQueue(connection, writer),
    inject: [SqliteConnection, SqliteWriter],
  },
  {
    provide: HealthTable,
    useFactory: (connection: SqliteConnection, writer: SqliteWriter) =>
      new SqliteHealthTable(connection, writer),
    inject: [SqliteConnection, SqliteWriter],
  },
  {
    provide: RecoveryTable,
    useFactory: (connection: SqliteConnection, writer: SqliteWriter) =>
      new SqliteRecoveryTable(connection, writer),
    inject: [SqliteConnection, SqliteWriter],
  },
  {
    provide: AttemptCountTable,
    useFactory: (connection: SqliteConnection, writer: SqliteWriter) =>
      new SqliteAttemptCountTable(connection, writer),
    inject: [SqliteConnection, SqliteWriter],
  },
  {
    provide: AttemptRecords,
    useFactory: (connection: SqliteConnection, writer: SqliteWriter) =>
      new SqliteAttemptRecords(connection, writer),
    inject: [SqliteConnection, SqliteWriter],
  },
  { provide: LaneOwnership, useClass: SoleOwnership },
];
