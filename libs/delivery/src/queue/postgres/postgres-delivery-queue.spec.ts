import { describeDeliveryQueue } from '../../testing/delivery-queue-conformance';
import { openPostgresDeliveryQueue } from '../../testing/postgres-harness';

describeDeliveryQueue('PostgreSQL', openPostgresDeliveryQueue);
