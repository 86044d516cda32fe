import { accountRef } from '@app/accounts';
import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { webhookDecider, webhookStream, type Webhook } from '../domain/webhook';
import type { WebhookCommand } from '../domain/webhook-commands';
import type { DisabledReason } from '../domain/webhook-events';

/**
 * Has a webhook get nothing until it is enabled again; one that is disabled stays as it is.
 * @throws Refusal where there is no such webhook and its owner asks; for another reason that does nothing
 */
export class DisableWebhook extends Command<Webhook> {
  constructor(
    readonly accountId: number,
    readonly webhookId: number,
    readonly reason: DisabledReason,
    /** ISO 8601: the first of the failures in a row; null where there were none. */
    readonly failingSince: string | null,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(DisableWebhook)
export class DisableWebhookHandler implements ICommandHandler<DisableWebhook> {
  constructor(private readonly store: EventStore) {}

  async execute({
    accountId,
    webhookId,
    reason,
    failingSince,
    metadata,
  }: DisableWebhook): Promise<Webhook> {
    const { state } = await this.store.handle(webhookDecider, {
      stream: webhookStream(webhookId),
      metadata,
      references: () => ({ account: accountRef(accountId) }),
      command: ({ references: { account }, occurredAt }): WebhookCommand => ({
        type: 'DisableWebhook',
        accountId,
        reason,
        failingSince,
        account,
        occurredAt,
      }),
    });
    return state;
  }
}
