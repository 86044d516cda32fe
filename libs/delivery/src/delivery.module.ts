import { type DynamicModule, Module } from '@nestjs/common';
import { CancelRecoveryHandler } from './commands/cancel-recovery';
import { ChangeReplayHandler } from './commands/change-replay';
import { RecoverFailedHandler } from './commands/recover-failed';
import { ResendDeliveryHandler } from './commands/resend-delivery';
import { StartReplayHandler } from './commands/start-replay';
import { WebhookDecisions } from './decisions/webhook-decisions';
import { Attempts } from './dispatcher/attempts';
import { Dispatcher, MAX_IN_FLIGHT } from './dispatcher/dispatcher';
import { POSTGRES_PROVIDERS } from './drivers/postgres-providers';
import { SQLITE_PROVIDERS } from './drivers/sqlite-providers';
import { WebhookHealth } from './health/webhook-health';
import { DeliveriesController } from './http/deliveries.controller';
import { RecoveriesController } from './http/recoveries.controller';
import { ReplaysController } from './http/replays.controller';
import { ResendController } from './http/resend.controller';
import { Outbox } from './outbox/outbox';
import { OutboxSchedule } from './outbox/outbox.schedule';
import { FindDeliveryHandler } from './queries/find-delivery';
import { ListDeliveriesHandler } from './queries/list-deliveries';
import { PreviewReplayHandler } from './queries/preview-replay';
import { RecoverySchedule } from './recoveries/recovery.schedule';
import { RecoveryWorker } from './recoveries/recovery-worker';
import { RetrySchedule } from './retry/retry-schedule';
import { EgressGuard } from './sender/egress-guard';
import { Sender } from './sender/sender';

export interface DeliveryOptions {
  /** Of which kind the database is. */
  readonly database: { readonly kind: 'sqlite' | 'postgres' };
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
      controllers: [
        DeliveriesController,
        ResendController,
        RecoveriesController,
        ReplaysController,
      ],
      providers: [
        ...(options.database.kind === 'sqlite' ? SQLITE_PROVIDERS : POSTGRES_PROVIDERS),
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
        StartReplayHandler,
        ChangeReplayHandler,
        PreviewReplayHandler,
        RecoverFailedHandler,
        CancelRecoveryHandler,
        ListDeliveriesHandler,
        FindDeliveryHandler,
      ],
    };
  }
}
