import { EventStore, type CommandMetadata } from '@app/event-store';
import { SecretBox } from '@app/secrets';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { webhookDecider, webhookStream, type Webhook } from '../domain/webhook';
import type { WebhookCommand } from '../domain/webhook-commands';
import { checkSecret, sealSecret } from './seal';

export interface Rotation {
  /** `whsec_` and base64 of 24 to 64 bytes; made where none is given. */
  readonly secret?: string;
  /** How long the secrets of before sign as well, from 0 to 604,800 (7 days). */
  readonly overlapSeconds: number;
}

/**
 * Has a webhook's POSTs signed with another secret, and with those of before until the overlap is
 * over. The secret it has is no change.
 * @throws Refusal naming the field that is not valid, or where there is no such webhook
 */
export class RotateSecret extends Command<Webhook> {
  constructor(
    readonly accountId: number,
    readonly webhookId: number,
    readonly rotation: Rotation,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(RotateSecret)
export class RotateSecretHandler implements ICommandHandler<RotateSecret> {
  constructor(
    private readonly store: EventStore,
    private readonly secretBox: SecretBox,
  ) {}

  async execute({ accountId, webhookId, rotation, metadata }: RotateSecret): Promise<Webhook> {
    const { secret, overlapSeconds } = rotation;
    if (secret !== undefined) checkSecret(secret);
    const { state } = await this.store.handle(webhookDecider, {
      stream: webhookStream(webhookId),
      metadata,
      command: ({ state: webhook, occurredAt }): WebhookCommand => ({
        type: 'RotateSecret',
        accountId,
        sealedSecret: sealSecret(this.secretBox, secret, webhook),
        overlapSeconds,
        occurredAt,
      }),
    });
    return state;
  }
}
