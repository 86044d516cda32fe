import {
  Clock,
  type CommandMetadata,
  EventStore,
  type LogPoint,
  positionOf,
  Refusal,
  Signals,
} from '@app/event-store';
import { SubscriptionsAt } from '@app/webhooks';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { findOwnWebhook } from '../queries/find-own-webhook';
import type { CountedRecovery, ReplayFilter } from '../recoveries/recovery';
import { RecoveryTable } from '../recoveries/recovery-table';
import { RECOVERIES } from '../signals/delivery-signals';
import { wantedAt } from '../recoveries/wanted-at';
import { requestOf } from './request-of';

/** A range of the log, its end not part of it. */
export interface LogRange {
  readonly from: LogPoint;
  readonly to: LogPoint;
}

/**
 * Has a range of the log delivered to a webhook once more, beside what is live: by new deliveries
 * with the same bodies under the same `webhook-id`s.
 * @throws Refusal naming `from` or `to`, or where there is no such webhook
 */
export class StartReplay extends Command<CountedRecovery> {
  constructor(
    readonly accountId: number,
    readonly webhookId: number,
    readonly range: LogRange,
    readonly filter: ReplayFilter,
    /** POSTs a second; null for as fast as it goes. */
    readonly ratePerSecond: number | null,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(StartReplay)
export class StartReplayHandler implements ICommandHandler<StartReplay> {
  constructor(
    private readonly store: EventStore,
    private readonly table: RecoveryTable,
    private readonly signals: Signals,
    private readonly subscriptions: SubscriptionsAt,
    private readonly clock: Clock,
  ) {}

  async execute(command: StartReplay): Promise<CountedRecovery> {
    const { accountId, webhookId, range, filter, ratePerSecond, metadata } = command;
    const webhook = await findOwnWebhook(this.store, accountId, webhookId);
    const { fromPosition, toPosition } = await resolveRange(this.store, range);
    const replay = {
      accountId,
      webhookId,
      fromPosition,
      toPosition,
      subscription: await wantedAt(this.store, this.subscriptions, webhook, fromPosition),
      filter,
      ratePerSecond,
      request: requestOf(metadata),
    };
    const started = await this.table.createReplay(replay, this.clock.nowMs());
    this.signals.tell(RECOVERIES);
    return started;
  }
}

/** @throws Refusal naming `from` or `to` */
export async function resolveRange(
  store: EventStore,
  { from, to }: LogRange,
): Promise<{ fromPosition: number; toPosition: number }> {
  const fromPosition = await positionOf(store, from, 'from');
  const toPosition = await positionOf(store, to, 'to');
  if (toPosition < fromPosition) {
    throw Refusal.invalid(
      'to',
      `to must not be before from: position ${toPosition} is before ${fromPosition}`,
    );
  }
  return { fromPosition, toPosition };
}
