import { describeAttemptCounts } from '../testing/attempt-count-conformance';
import { openPostgresDeliveryQueue } from '../testing/postgres-harness';

describeAttemptCounts('PostgreSQL', openPostgresDeliveryQueue);
