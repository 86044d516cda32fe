import type { Statement } from '@app/event-store';
import { openPostgresEventStore, type PostgresEventStoreHarness } from '@app/event-store/testing';
import { WEBHOOK_MIGRATIONS } from '@app/webhooks';
import { PostgresHealthTable } from '../health/postgres-health-table';
import { DELIVERY_MIGRATIONS } from '../migrations';
import { PostgresDeliveryQueue } from '../queue/postgres/postgres-delivery-queue';
import { PostgresRecoveryTable } from '../recoveries/postgres-recovery-table';
import { PostgresAttemptRecords } from '../retention/postgres-attempt-records';
import { PostgresAttemptCountTable } from '../statistics/postgres-attempt-count-table';
import type { DeliveryHarness } from './delivery-harness';

export type PostgresDeliveryQueueHarness = PostgresEventStoreHarness & DeliveryHarness;

/** Call `close()` when done: it removes the database. */
export async function openPostgresDeliveryQueue(): Promise<PostgresDeliveryQueueHarness> {
  const database = await openPostgresEventStore({
    migrations: [WEBHOOK_MIGRATIONS, DELIVERY_MIGRATIONS],
  });
  const { reopen } = database;
  const connect = () => ({
    queue: new PostgresDeliveryQueue(database.connection),
    recoveries: new PostgresRecoveryTable(database.connection),
    healthTable: new PostgresHealthTable(database.connection),
    attemptCounts: new PostgresAttemptCountTable(database.connection),
    attemptRecords: new PostgresAttemptRecords(database.connection),
  });
  return Object.assign(database, connect(), {
    nul: '\uFFFD',
    commit: (statements: readonly Statement[]): Promise<void> =>
      database.connection.transaction(async (tx) => tx.send(statements)),
    async reopen(): Promise<void> {
      await reopen();
      Object.assign(database, connect());
    },
  });
}
