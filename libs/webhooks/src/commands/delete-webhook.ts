import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { webhookDecider, webhookStream } from '../domain/webhook';
import type { WebhookCommand } from '../domain/webhook-commands';

/** Ends a webhook; what was still to be delivered to it is not delivered any more. */
export class DeleteWebhook extends Command<void> {
  constructor(
    readonly accountId: number,
    readonly webhookId: number,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(DeleteWebhook)
export class DeleteWebhookHandler implements ICommandHandler<DeleteWebhook> {
  constructor(private readonly store: EventStore) {}

  async execute({ accountId, webhookId, metadata }: DeleteWebhook): Promise<void> {
    await this.store.handle(webhookDecider, {
      stream: webhookStream(webhookId),
      metadata,
      command: (): WebhookCommand => ({ type: 'DeleteWebhook', accountId }),
    });
  }
}
