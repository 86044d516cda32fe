import { describeHealthTable } from '../testing/health-table-conformance';
import { openPostgresDeliveryQueue } from '../testing/postgres-harness';
import { PostgresHealthTable } from './postgres-health-table';

describeHealthTable('PostgreSQL', async () => {
  const database = await openPostgresDeliveryQueue();
  const connect = () => ({ table: new PostgresHealthTable(database.connection) });
  return {
    ...connect(),
    async reopen(): Promise<void> {
      await database.reopen();
      Object.assign(this, connect());
    },
    close: () => database.close(),
  };
});
