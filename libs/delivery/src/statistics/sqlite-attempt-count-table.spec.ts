import { describeAttemptCounts } from '../testing/attempt-count-conformance';
import { openSqliteDeliveryQueue } from '../testing/sqlite-harness';

describeAttemptCounts('SQLite', openSqliteDeliveryQueue);
