import { EventStore, type CommandMetadata } from '@app/event-store';
import { SecretBox } from '@app/secrets';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CustomHeaders } from '../domain/custom-headers';
import { webhookDecider, webhookStream, type Webhook } from '../domain/webhook';
import type { WebhookCommand } from '../domain/webhook-commands';
import type { WebhookSettings } from '../domain/webhook-settings';
import { offerStreams, takeOffer } from './offer';
import { sealHeaders } from './seal';
import { refuseTakenUrl } from './url-taken';

export type WebhookChanges = Partial<Omit<WebhookSettings, 'customHeaders'>> & {
  /** Take the place of all there are. */
  readonly headers?: CustomHeaders | null;
  /** The one the webhook has, which clients send back; it is changed by rotating it. */
  readonly secret?: string;
};

/**
 * Changes the settings that are given and leaves the others as they are.
 * @throws Refusal naming the field that is not valid, or where there is no such webhook
 */
export class UpdateWebhook extends Command<Webhook> {
  constructor(
    readonly accountId: number,
    readonly webhookId: number,
    readonly changes: WebhookChanges,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(UpdateWebhook)
export class UpdateWebhookHandler implements ICommandHandler<UpdateWebhook> {
  constructor(
    private readonly store: EventStore,
    private readonly secretBox: SecretBox,
  ) {}

  async execute({ accountId, webhookId, changes, metadata }: UpdateWebhook): Promise<Webhook> {
    const { headers, secret, ...settings } = changes;
    const { state } = await this.store
      .handle(webhookDecider, {
        stream: webhookStream(webhookId),
        metadata,
        references: () => offerStreams(settings.inboxId),
        command: ({ state: webhook, references }): WebhookCommand => ({
          type: 'UpdateWebhook',
          accountId,
          changes: {
            ...settings,
            ...(headers !== undefined && {
              customHeaders: sealHeaders(this.secretBox, headers, webhook.customHeaders),
            }),
          },
          offer: takeOffer(accountId, settings.inboxId, references),
          namesOtherSecret: secret !== undefined && !this.isSecretOf(webhook, secret),
        }),
      })
      .catch(refuseTakenUrl);
    return state;
  }

  private isSecretOf({ sealedSecret }: Webhook, secret: string): boolean {
    return sealedSecret !== '' && this.secretBox.open(sealedSecret) === secret;
  }
}
