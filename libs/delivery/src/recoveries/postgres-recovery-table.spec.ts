import { openPostgresDeliveryQueue } from '../testing/postgres-harness';
import { describeRecoveryTable } from '../testing/recovery-table-conformance';

describeRecoveryTable('PostgreSQL', openPostgresDeliveryQueue);
