import { SqliteConnection, SqliteWriter } from '@app/event-store';
import { type DynamicModule, Module } from '@nestjs/common';
import { CancelRecoveryHandler } from './commands/cancel-recovery';
import { RecoverFailedHandler } from './commands/recover-failed';
import { ResendDeliveryHandler } from './commands/resend-delivery';
import { WebhookDecisions } from './decisions/webhook-decisions';
import { Attempts } from './dispatcher/attempts';
import { Dispatcher, MAX_IN_FLIGHT } from './dispatcher/dispatcher';
import { HealthTable } from './health/health-table';
import { SqliteHealthTable } from './health/sqlite-health-table';
import { WebhookHealth } from './health/webhook-health';
import { DeliveriesController } from './http/deliveries.controller';
import { RecoveriesController } from './http/recoveries.controller';
import { ResendController } from './http/resend.controller';
import { Outbox } from './outbox/outbox';
import { OutboxSchedule } from './outbox/outbox.schedule';
import { FindDeliveryHandler } from './queries/find-delivery';
import { ListDeliveriesHandler } from './queries/list-deliveries';
import { DeliveryQueue } from './queue/delivery-queue';
import { SqliteDeliveryQueue } from './queue/sqlite/sqlite-delivery-queue';
import { RecoverySchedule } from './recoveries/recovery.schedule';
import { RecoveryTable } from './recoveries/recovery-table';
import { RecoveryWorker } from './recoveries/recovery-worker';
import { SqliteRecoveryTable } from './recoveries/sqlite-recovery-table';
import { RetrySchedule } from './retry/retry-schedule';
import { EgressGuard } from './sender/egress-guard';
import { Sender } from './sender/sender';

export interface DeliveryOptions {
  /** CIDRs that webhooks may reach although they are private. */
  readonly egressAllow: readonly string[];
  /** Ports below 1024 that webhooks may reach besides 80 and 443. */
  readonly egressAllowPorts: readonly number[];
  /** Pauses between a delivery's attempts. */
  readonly retryDelaysSeconds: readonly number[];
}

/** Turns the log into POSTs. */
@Module({})
export class DeliveryModule {
  static forRoot(options: DeliveryOptions): DynamicModule {
    return {
      module: DeliveryModule,
      controllers: [DeliveriesController, ResendController, RecoveriesController],
      providers: [
        {
          provide: DeliveryQueue,
          useFactory: (connection: SqliteConnection, writer: SqliteWriter) =>
            new SqliteDeliveryQueue(connection, writer),
          inject: [SqliteConnection, SqliteWriter],
        },
        {
          provide: HealthTable,
          useFactory: (connection: SqliteConnection, writer: SqliteWriter) =>
            new SqliteHealthTable(connection, writer),
          inject: [SqliteConnection, SqliteWriter],
        },
        {
          provide: RecoveryTable,
          useFactory: (connection: SqliteConnection, writer: SqliteWriter) =>
            new SqliteRecoveryTable(connection, writer),
          inject: [SqliteConnection, SqliteWriter],
        },
        { provide: RetrySchedule, useValue: new RetrySchedule(options.retryDelaysSeconds) },
        {
          provide: Sender,
          useFactory: () =>
            new Sender({
              guard: new EgressGuard(options.egressAllow, options.egressAllowPorts),
              maxConnectionsPerOrigin: MAX_IN_FLIGHT,
            }),
        },
        WebhookDecisions,
        WebhookHealth,
        Attempts,
        Dispatcher,
        Outbox,
        OutboxSchedule,
        RecoveryWorker,
        RecoverySchedule,
        ResendDeliveryHandler,
        RecoverFailedHandler,
        CancelRecoveryHandler,
        ListDeliveriesHandler,
        FindDeliveryHandler,
      ],
    };
  }
}
