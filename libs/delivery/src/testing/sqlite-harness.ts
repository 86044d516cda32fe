import type { Statement } from '@app/event-store';
import { openSqliteEventStore, type SqliteEventStoreHarness } from '@app/event-store/testing';
import { WEBHOOK_MIGRATIONS } from '@app/webhooks';
import { SqliteHealthTable } from '../health/sqlite-health-table';
import { DELIVERY_MIGRATIONS } from '../migrations';
import { SqliteDeliveryQueue } from '../queue/sqlite/sqlite-delivery-queue';
import { SqliteRecoveryTable } from '../recoveries/sqlite-recovery-table';
import { SqliteAttemptRecords } from '../retention/sqlite-attempt-records';
import { SqliteAttemptCountTable } from '../statistics/sqlite-attempt-count-table';
import type { DeliveryHarness } from './delivery-harness';

export type SqliteDeliveryQueueHarness = SqliteEventStoreHarness & DeliveryHarness;

/** Call `close()` when done: it removes the database. */
export async function openSqliteDeliveryQueue(): Promise<SqliteDeliveryQueueHarness> {
  const database = await openSqliteEventStore({
    migrations: [WEBHOOK_MIGRATIONS, DELIVERY_MIGRATIONS],
  });
  const { reopen } = database;
  const connect = () => ({
    queue: new SqliteDeliveryQueue(database.connection, database.writer),
    recoveries: new SqliteRecoveryTable(database.connection, database.writer),
    healthTable: new SqliteHealthTable(database.connection, database.writer),
    attemptCounts: new SqliteAttemptCountTable(database.connection, database.writer),
    attemptRecords: new SqliteAttemptRecords(database.connection, database.writer),
  });
  return Object.assign(database, connect(), {
    nul: '\0',
    commit: (statements: readonly Statement[]): Promise<void> =>
      database.writer.write(() => database.connection.runAll(statements)),
    async reopen(): Promise<void> {
      await reopen();
      Object.assign(database, connect());
    },
  });
}
