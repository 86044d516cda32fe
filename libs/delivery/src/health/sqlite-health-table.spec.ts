import { describeHealthTable } from '../testing/health-table-conformance';
import { openSqliteDeliveryQueue } from '../testing/sqlite-harness';
import { SqliteHealthTable } from './sqlite-health-table';

describeHealthTable('SQLite', async () => {
  const database = await openSqliteDeliveryQueue();
  const connect = () => ({ table: new SqliteHealthTable(database.connection, database.writer) });
  return {
    ...connect(),
    async reopen(): Promise<void> {
      await database.reopen();
      Object.assign(this, connect());
    },
    close: () => database.close(),
  };
});
