import {
  type Database,
  openPool,
  PostgresConnection,
  PostgresDatabase,
  type Statement,
} from '@app/event-store';
import { createPostgresDatabase, openSqliteEventStore } from '@app/event-store/testing';
import { WEBHOOK_MIGRATIONS } from '@app/webhooks';
import { PostgresHealthTable } from '../health/postgres-health-table';
import { DELIVERY_MIGRATIONS } from '../migrations';
import { PostgresDeliveryQueue } from '../queue/postgres/postgres-delivery-queue';
import { PostgresRecoveryTable } from '../recoveries/postgres-recovery-table';
import type { DeliveryHarness } from './delivery-harness';
import type { HealthTableHarness } from './health-table-conformance';
import type { RecoveryTableHarness } from './recovery-table-conformance';

export interface PostgresDeliveryQueueHarness extends RecoveryTableHarness, HealthTableHarness {
  /** Another one after {@link reopen}. */
  readonly database: Database;
  /** Another one after {@link reopen}. */
  readonly connection: PostgresConnection;
  readonly reopen: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const POOL_SIZE = 10;

/**
 * Call `close()` when done: it removes the database.
 * @param size how many connections there are
 */
export async function openPostgresDeliveryQueue(
  size = POOL_SIZE,
): Promise<PostgresDeliveryQueueHarness> {
  const database = await createPostgresDatabase(DELIVERY_MIGRATIONS.postgres);
  const connect = () => {
    const connection = new PostgresConnection(openPool(database.url, size));
    return {
      connection,
      queue: new PostgresDeliveryQueue(connection),
      recoveries: new PostgresRecoveryTable(connection),
      healthTable: new PostgresHealthTable(connection),
      database: new PostgresDatabase(connection),
    };
  };
  const harness = {
    ...connect(),
    nul: '\uFFFD',
    commit: (statements: readonly Statement[]): Promise<void> =>
      harness.connection.transaction(async (tx) => tx.send(statements)),
    sql: (text: string) => harness.connection.all<Record<string, unknown>>(text),
    async reopen(): Promise<void> {
      await harness.connection.pool.end();
      Object.assign(harness, connect());
    },
    async close(): Promise<void> {
      await harness.connection.pool.end();
      await database.drop();
    },
  };
  return harness;
}

/** The log on SQLite, and all that is delivered of it on PostgreSQL. */
export async function openPostgresQueueBesideLog(): Promise<
  DeliveryHarness & PostgresDeliveryQueueHarness
> {
  const log = await openSqliteEventStore({ migrations: [WEBHOOK_MIGRATIONS] });
  const queue = await openPostgresDeliveryQueue();
  const join = () => ({ ...log, ...queue, reopen, close });
  const reopen = async (): Promise<void> => {
    await Promise.all([log.reopen(), queue.reopen()]);
    Object.assign(harness, join());
  };
  const close = async (): Promise<void> => {
    await Promise.all([log.close(), queue.close()]);
  };
  const harness = join();
  return harness;
}
