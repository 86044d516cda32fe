import { describeDeliveryQueue } from '../../testing/delivery-queue-conformance';
import { openSqliteDeliveryQueue } from '../../testing/sqlite-harness';

describeDeliveryQueue('SQLite', openSqliteDeliveryQueue);
