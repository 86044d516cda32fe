import { openSqliteEventStore, type SqliteEventStoreHarness } from '@app/event-store/testing';
import {
  AddInboxCallbacks1764000007000,
  CreateWebhooks1764000003000,
  ExtendWebhooks1764000012000,
} from '@app/webhooks';
import { CreateDeliveries1764000004000 } from '../migrations/1764000004000-create-deliveries';
import { ExtendDeliveries1764000013000 } from '../migrations/1764000013000-extend-deliveries';
import { SqliteDeliveryQueue } from '../queue/sqlite/sqlite-delivery-queue';
import { SqliteRecoveryTable } from '../recoveries/sqlite-recovery-table';
import type { RecoveryTableHarness } from './recovery-table-conformance';

export type SqliteDeliveryQueueHarness = SqliteEventStoreHarness & RecoveryTableHarness;

/** Call `close()` when done: it removes the database. */
export async function openSqliteDeliveryQueue(): Promise<SqliteDeliveryQueueHarness> {
  const database = await openSqliteEventStore({
    migrations: [
      CreateWebhooks1764000003000,
      CreateDeliveries1764000004000,
      AddInboxCallbacks1764000007000,
      ExtendWebhooks1764000012000,
      ExtendDeliveries1764000013000,
    ],
  });
  const { reopen } = database;
  const connect = () => ({
    queue: new SqliteDeliveryQueue(database.connection, database.writer),
    recoveries: new SqliteRecoveryTable(database.connection, database.writer),
  });
  return Object.assign(database, connect(), {
    async reopen(): Promise<void> {
      await reopen();
      Object.assign(database, connect());
    },
  });
}
