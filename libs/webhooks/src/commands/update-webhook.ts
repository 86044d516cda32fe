import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  webhookDecider,
  webhookStream,
  type Webhook,
  type WebhookCommand,
  type WebhookSettings,
} from '../domain/webhook';
import { offerStreams, takeOffer } from './offer';
import { refuseTakenUrl } from './url-taken';

/** Changes the settings that are given and leaves the others as they are. */
export class UpdateWebhook extends Command<Webhook> {
  constructor(
    readonly accountId: number,
    readonly webhookId: number,
    readonly changes: Partial<WebhookSettings>,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(UpdateWebhook)
export class UpdateWebhookHandler implements ICommandHandler<UpdateWebhook> {
  constructor(private readonly store: EventStore) {}

  async execute({ accountId, webhookId, changes, metadata }: UpdateWebhook): Promise<Webhook> {
    const { inboxId } = changes;
    const { state } = await this.store
      .handle(webhookDecider, {
        stream: webhookStream(webhookId),
        metadata,
        references: () => offerStreams(inboxId),
        command: ({ references }): WebhookCommand => ({
          type: 'UpdateWebhook',
          accountId,
          changes,
          offer: takeOffer(accountId, inboxId, references),
        }),
      })
      .catch(refuseTakenUrl);
    return state;
  }
}
