import { availableParallelism } from 'node:os';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
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
import { FirstAttempts } from './first-attempts/first-attempts';
import { WebhookHealth } from './health/webhook-health';
import { DeliveriesController } from './http/deliveries.controller';
import { RecoveriesController } from './http/recoveries.controller';
import { ReplaysController } from './http/replays.controller';
import { ResendController } from './http/resend.controller';
import { StatisticsController } from './http/statistics.controller';
import { Outbox } from './outbox/outbox';
import { OutboxSchedule } from './outbox/outbox.schedule';
import { FindDeliveryHandler } from './queries/find-delivery';
import { FindStatisticsHandler } from './queries/find-statistics';
import { ListDeliveriesHandler } from './queries/list-deliveries';
import { PreviewReplayHandler } from './queries/preview-replay';
import { RecoverySchedule } from './recoveries/recovery.schedule';
import { RecoveryWorker } from './recoveries/recovery-worker';
import { AttemptRetention } from './retention/attempt-retention';
import { PurgeAttemptsSchedule } from './retention/purge-attempts.schedule';
import { RetrySchedule } from './retry/retry-schedule';
import { EgressGuard } from './sender/egress-guard';
import { LocalSender } from './sender/local-sender';
import { Sender } from './sender/sender';
import { ThreadedSender } from './sender/thread/threaded-sender';
import { PurgeCountsSchedule } from './statistics/purge-counts.schedule';

export interface DeliveryOptions {
  /** Of which kind the database is. */
  readonly database: { readonly kind: 'sqlite' | 'postgres' };
  /** Whether this process turns the log into POSTs; else it leaves that to others on the database. */
  readonly delivers: boolean;
  /** CIDRs that webhooks may reach although they are private. */
  readonly egressAllow: readonly string[];
  /** Ports below 1024 that webhooks may reach besides 80 and 443. */
  readonly egressAllowPorts: readonly number[];
  /** Pauses between a delivery's attempts. */
  readonly retryDelaysSeconds: readonly number[];
  /** For how many days attempts stay on record, 1 or more. */
  readonly attemptRetentionDays: number;
}

/** Turns the log into POSTs, and answers for what became of them. */
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
        StatisticsController,
      ],
      providers: [
        ...(options.database.kind === 'sqlite' ? SQLITE_PROVIDERS : POSTGRES_PROVIDERS),
        ResendDeliveryHandler,
        StartReplayHandler,
        ChangeReplayHandler,
        PreviewReplayHandler,
        RecoverFailedHandler,
        CancelRecoveryHandler,
        ListDeliveriesHandler,
        FindDeliveryHandler,
        FindStatisticsHandler,
        ...(options.delivers ? delivering(options) : []),
      ],
    };
  }
}

function delivering(options: DeliveryOptions): Provider[] {
  return [
    { provide: RetrySchedule, useValue: new RetrySchedule(options.retryDelaysSeconds) },
    { provide: Sender, useFactory: () => makeSender(options) },
    WebhookDecisions,
    WebhookHealth,
    Attempts,
    Dispatcher,
    { provide: FirstAttempts, useExisting: Dispatcher },
    Outbox,
    OutboxSchedule,
    RecoveryWorker,
    RecoverySchedule,
    PurgeCountsSchedule,
    {
      provide: AttemptRetention,
      useValue: new AttemptRetention(options.attemptRetentionDays),
    },
    PurgeAttemptsSchedule,
  ];
}

/**
 * In a thread where there is a processor for it. A thread runs what is built; where the sources run,
 * as in tests, there is none.
 */
function makeSender({ egressAllow, egressAllowPorts }: DeliveryOptions): Sender {
  const maxConnectionsPerOrigin = MAX_IN_FLIGHT;
  return __filename.endsWith('.js') && availableParallelism() > 1
    ? new ThreadedSender({ egressAllow, egressAllowPorts, maxConnectionsPerOrigin })
    : new LocalSender({
        guard: new EgressGuard(egressAllow, egressAllowPorts),
        maxConnectionsPerOrigin,
      });
}
