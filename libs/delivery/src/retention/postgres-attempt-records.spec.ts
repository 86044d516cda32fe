import { describeAttemptRecords } from '../testing/attempt-records-conformance';
import { openPostgresDeliveryQueue } from '../testing/postgres-harness';

describeAttemptRecords('PostgreSQL', openPostgresDeliveryQueue);
