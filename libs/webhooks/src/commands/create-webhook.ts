import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  webhookDecider,
  webhookStream,
  type Webhook,
  type WebhookCommand,
  type WebhookSettings,
} from '../domain/webhook';
import { makeSigningSecret, SecretBox } from '@app/secrets';
import { offerStreams, takeOffer } from './offer';
import { refuseTakenUrl } from './url-taken';

/** Makes a webhook with a signing secret of its own; it gets what happens from then on. */
export class CreateWebhook extends Command<Webhook> {
  constructor(
    readonly accountId: number,
    readonly settings: WebhookSettings,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(CreateWebhook)
export class CreateWebhookHandler implements ICommandHandler<CreateWebhook> {
  constructor(
    private readonly store: EventStore,
    private readonly secretBox: SecretBox,
  ) {}

  async execute({ accountId, settings, metadata }: CreateWebhook): Promise<Webhook> {
    const { inboxId } = settings;
    const sealedSecret = this.secretBox.seal(makeSigningSecret());
    const { state } = await this.store
      .handle(webhookDecider, {
        stream: (id) => webhookStream(id('webhook')),
        metadata,
        references: () => offerStreams(inboxId),
        command: ({ id, references }): WebhookCommand => ({
          type: 'CreateWebhook',
          webhook: { id: id('webhook'), accountId, ...settings, sealedSecret },
          offer: takeOffer(accountId, inboxId, references),
        }),
      })
      .catch(refuseTakenUrl);
    return state;
  }
}
