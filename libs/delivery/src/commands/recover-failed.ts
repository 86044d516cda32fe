import {
  Clock,
  type CommandMetadata,
  EventStore,
  quoteReceived,
  Refusal,
  Signals,
} from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { findOwnWebhook } from '../queries/find-own-webhook';
import type { CountedRecovery } from '../recoveries/recovery';
import { RecoveryTable } from '../recoveries/recovery-table';
import { RECOVERIES } from '../signals/delivery-signals';
import { requestOf } from './request-of';

/**
 * Has all deliveries of a webhook made once more that failed for good from a time until now. It begins
 * when the webhook's earlier recoveries are through, and rests while the webhook is disabled.
 * @throws Refusal naming `since`, or where there is no such webhook
 */
export class RecoverFailed extends Command<CountedRecovery> {
  constructor(
    readonly accountId: number,
    readonly webhookId: number,
    /** ISO 8601, not in the future. */
    readonly since: string,
    readonly ratePerSecond: number,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(RecoverFailed)
export class RecoverFailedHandler implements ICommandHandler<RecoverFailed> {
  constructor(
    private readonly store: EventStore,
    private readonly table: RecoveryTable,
    private readonly signals: Signals,
    private readonly clock: Clock,
  ) {}

  async execute(command: RecoverFailed): Promise<CountedRecovery> {
    const { accountId, webhookId, since, ratePerSecond, metadata } = command;
    await findOwnWebhook(this.store, accountId, webhookId);
    const nowMs = this.clock.nowMs();
    const sinceMs = Date.parse(since);
    if (!(sinceMs <= nowMs)) {
      throw Refusal.invalid(
        'since',
        `Since must be a time that has been, got ${quoteReceived(since)}`,
      );
    }
    const request = requestOf(metadata);
    const failed = { accountId, webhookId, sinceMs, ratePerSecond, request };
    const recovery = await this.table.createFailed(failed, nowMs);
    this.signals.tell(RECOVERIES);
    return recovery;
  }
}
