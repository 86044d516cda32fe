import { Clock, EventStore, Refusal, Signals } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { findOwnWebhook } from '../queries/find-own-webhook';
import type { CountedRecovery } from '../recoveries/recovery';
import { RecoveryTable } from '../recoveries/recovery-table';
import { DUE } from '../signals/delivery-signals';

/**
 * Gives up what a recovery has not brought into the queue yet; one that has ended stays as it is.
 * @throws Refusal where there is no such webhook or recovery
 */
export class CancelRecovery extends Command<CountedRecovery> {
  constructor(
    readonly accountId: number,
    readonly webhookId: number,
    readonly recoveryId: number,
  ) {
    super();
  }
}

@CommandHandler(CancelRecovery)
export class CancelRecoveryHandler implements ICommandHandler<CancelRecovery> {
  constructor(
    private readonly store: EventStore,
    private readonly table: RecoveryTable,
    private readonly signals: Signals,
    private readonly clock: Clock,
  ) {}

  async execute({ accountId, webhookId, recoveryId }: CancelRecovery): Promise<CountedRecovery> {
    await findOwnWebhook(this.store, accountId, webhookId);
    await this.table.cancel(webhookId, recoveryId, this.clock.nowMs());
    const recovery = await this.table.find(webhookId, recoveryId);
    if (!recovery) throw Refusal.notFound();
    // What waited behind it may have its turn now.
    this.signals.tell(DUE, [{ webhookId, accountId }]);
    return recovery;
  }
}
