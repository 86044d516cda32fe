import { accountRef } from '@app/accounts';
import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { webhookDecider, webhookStream } from '../domain/webhook';
import type { WebhookCommand } from '../domain/webhook-commands';

/** Says that a webhook takes deliveries again; of one that is gone by now, nothing. */
export class RecordRecovery extends Command<void> {
  constructor(
    readonly accountId: number,
    readonly webhookId: number,
    /** ISO 8601: the first of the failures in a row. */
    readonly failingSince: string,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(RecordRecovery)
export class RecordRecoveryHandler implements ICommandHandler<RecordRecovery> {
  constructor(private readonly store: EventStore) {}

  async execute({ accountId, webhookId, failingSince, metadata }: RecordRecovery): Promise<void> {
    await this.store.handle(webhookDecider, {
      stream: webhookStream(webhookId),
      metadata,
      references: () => ({ account: accountRef(accountId) }),
      command: ({ references: { account } }): WebhookCommand => ({
        type: 'RecordRecovery',
        accountId,
        failingSince,
        account,
      }),
    });
  }
}
