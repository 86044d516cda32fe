import { describeHealthTable } from '../testing/health-table-conformance';
import { openPostgresDeliveryQueue } from '../testing/postgres-harness';

describeHealthTable('PostgreSQL', openPostgresDeliveryQueue);
