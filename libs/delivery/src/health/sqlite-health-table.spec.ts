import { describeHealthTable } from '../testing/health-table-conformance';
import { openSqliteDeliveryQueue } from '../testing/sqlite-harness';

describeHealthTable('SQLite', openSqliteDeliveryQueue);
