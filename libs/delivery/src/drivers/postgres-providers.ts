import { PostgresConnection, Signals } from '@app/event-store';
import type { Provider } from '@nestjs/common';
import { HealthTable } from '../health/health-table';
import { PostgresHealthTable } from '../health/postgres-health-table';
import { LaneOwnership } from '../ownership/lane-ownership';
import { PostgresOwnership } from '../ownership/postgres-ownership';
import { DeliveryQueue } from '../queue/delivery-queue';
import { PostgresDeliveryQueue } from '../queue/postgres/postgres-delivery-queue';
import { PostgresRecoveryTable } from '../recoveries/postgres-recovery-table';
import { RecoveryTable } from '../recoveries/recovery-table';
import { AttemptRecords } from '../retention/attempt-records';
import { PostgresAttemptRecords } from '../retention/postgres-attempt-records';
import { AttemptCountTable } from '../statistics/attempt-count-table';
import { PostgresAttemptCountTable } from '../statistics/postgres-attempt-count-table';

/** The ports on PostgreSQL. */
export const POSTGRES_PROVIDERS: readonly Provider[] = [
  {
    provide: DeliveryQueue,
    useFactory: (connection: PostgresConnection) => new PostgresDeliveryQueue(connection),
    inject: [PostgresConnection],
  },
  {
    provide: HealthTable,
    useFactory: (connection: PostgresConnection) => new PostgresHealthTable(connection),
    inject: [PostgresConnection],
  },
  {
    provide: RecoveryTable,
    useFactory: (connection: PostgresConnection) => new PostgresRecoveryTable(connection),
    inject: [PostgresConnection],
  },
  {
    provide: AttemptCountTable,
    useFactory: (connection: PostgresConnection) => new PostgresAttemptCountTable(connection),
    inject: [PostgresConnection],
  },
  {
    provide: AttemptRecords,
    useFactory: (connection: PostgresConnection) => new PostgresAttemptRecords(connection),
    inject: [PostgresConnection],
  },
  {
    provide: LaneOwnership,
    useFactory: ({ pool }: PostgresConnection, signals: Signals) =>
      new PostgresOwnership(pool, signals),
    inject: [PostgresConnection, Signals],
  },
];
