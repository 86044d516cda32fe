import { describeRecoveryTable } from '../testing/recovery-table-conformance';
import { openSqliteDeliveryQueue } from '../testing/sqlite-harness';

describeRecoveryTable('SQLite', openSqliteDeliveryQueue);
