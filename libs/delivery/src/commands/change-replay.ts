import { Clock, EventStore, Refusal, Signals } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { findOwnWebhook } from '../queries/find-own-webhook';
import type { CountedRecovery, ReplayChanges } from '../recoveries/recovery';
import { RecoveryTable } from '../recoveries/recovery-table';
import { RECOVERIES } from '../signals/delivery-signals';

/**
 * Pauses a replay, resumes it or changes its rate; one that has ended stays as it is.
 * @throws Refusal where there is no such webhook or replay
 */
export class ChangeReplay extends Command<CountedRecovery> {
  constructor(
    readonly accountId: number,
    readonly webhookId: number,
    readonly replayId: number,
    readonly changes: ReplayChanges,
  ) {
    super();
  }
}

@CommandHandler(ChangeReplay)
export class ChangeReplayHandler implements ICommandHandler<ChangeReplay> {
  constructor(
    private readonly store: EventStore,
    private readonly table: RecoveryTable,
    private readonly signals: Signals,
    private readonly clock: Clock,
  ) {}

  async execute(command: ChangeReplay): Promise<CountedRecovery> {
    const { accountId, webhookId, replayId, changes } = command;
    await findOwnWebhook(this.store, accountId, webhookId);
    const replay = await this.table.changeReplay(webhookId, replayId, changes, this.clock.nowMs());
    if (!replay) throw Refusal.notFound();
    this.signals.tell(RECOVERIES);
    return replay;
  }
}
