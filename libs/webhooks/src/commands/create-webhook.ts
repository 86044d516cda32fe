import { EventStore, type CommandMetadata } from '@app/event-store';
import { makeSigningSecret, SecretBox } from '@app/secrets';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CustomHeaders } from '../domain/custom-headers';
import { webhookDecider, webhookStream, type Webhook } from '../domain/webhook';
import type { WebhookCommand } from '../domain/webhook-commands';
import {
  DEFAULT_DELIVERY_SETTINGS,
  type DeliverySettings,
  type WebhookSettings,
} from '../domain/webhook-settings';
import { offerStreams, takeOffer } from './offer';
import { checkSecret, sealHeaders } from './seal';
import { refuseTakenUrl } from './url-taken';

/** What is left out has its default. */
export type NewWebhook = Omit<WebhookSettings, keyof DeliverySettings> &
  Partial<Omit<DeliverySettings, 'customHeaders'>> & {
    readonly headers?: CustomHeaders | null;
    /** Made where none is given. */
    readonly secret?: string;
    /** From where in the log it is brought what happened before it; nothing unless told. */
    readonly startFromPosition?: number | null;
  };

/**
 * Makes a webhook with a signing secret of its own; it gets what happens from then on.
 * @throws Refusal naming the field that is not valid
 */
export class CreateWebhook extends Command<Webhook> {
  constructor(
    readonly accountId: number,
    readonly webhook: NewWebhook,
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

  async execute({ accountId, webhook, metadata }: CreateWebhook): Promise<Webhook> {
    const {
      headers = null,
      secret = makeSigningSecret(),
      startFromPosition = null,
      ...given
    } = webhook;
    checkSecret(secret);
    const settings = {
      ...DEFAULT_DELIVERY_SETTINGS,
      ...given,
      customHeaders: sealHeaders(this.secretBox, headers, null),
    };
    const sealedSecret = this.secretBox.seal(secret);
    const { state } = await this.store
      .handle(webhookDecider, {
        stream: (id) => webhookStream(id('webhook')),
        metadata,
        references: () => offerStreams(settings.inboxId),
        command: ({ id, references }): WebhookCommand => ({
          type: 'CreateWebhook',
          webhook: { id: id('webhook'), accountId, ...settings, sealedSecret, startFromPosition },
          offer: takeOffer(accountId, settings.inboxId, references),
        }),
      })
      .catch(refuseTakenUrl);
    return state;
  }
}
