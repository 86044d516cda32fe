import { openPool, PostgresConnection, type Statement } from '@app/event-store';
import { createPostgresDatabase } from '@app/event-store/testing';
import { DELIVERY_MIGRATIONS } from '../migrations';
import { PostgresDeliveryQueue } from '../queue/postgres/postgres-delivery-queue';
import { PostgresRecoveryTable } from '../recoveries/postgres-recovery-table';
import type { RecoveryTableHarness } from './recovery-table-conformance';

export interface PostgresDeliveryQueueHarness extends RecoveryTableHarness {
  /** Another one after {@link reopen}. */
  readonly connection: PostgresConnection;
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
