import { accountRef } from '@app/accounts';
import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { webhookDecider, webhookStream } from '../domain/webhook';
import type { WebhookCommand } from '../domain/webhook-commands';
import type { ExhaustedDelivery } from '../domain/webhook-events';

/**
 * Says that a delivery is not tried any more; of a webhook that is gone by now, nothing. With an
 * idempotency key in its metadata it is said once, however often it is sent.
 */
export class RecordExhaustion extends Command<void> {
  constructor(
    readonly accountId: number,
    readonly webhookId: number,
    readonly delivery: ExhaustedDelivery,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(RecordExhaustion)
export class RecordExhaustionHandler implements ICommandHandler<RecordExhaustion> {
  constructor(private readonly store: EventStore) {}

  async execute({ accountId, webhookId, delivery, metadata }: RecordExhaustion): Promise<void> {
    await this.store.handle(webhookDecider, {
      stream: webhookStream(webhookId),
      metadata,
      references: () => ({ account: accountRef(accountId) }),
      command: ({ references: { account } }): WebhookCommand => ({
        type: 'RecordExhaustion',
        accountId,
        delivery,
        account,
      }),
    });
  }
}
