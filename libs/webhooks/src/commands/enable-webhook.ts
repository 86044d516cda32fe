import { EventStore, type CommandMetadata, type Statement } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { webhookDecider, webhookStream, type Webhook } from '../domain/webhook';
import type { WebhookCommand } from '../domain/webhook-commands';

export interface EnableOptions {
  /** Whether what happened while it was disabled is to be delivered. */
  readonly deliverMissed: boolean;
  /** At how many POSTs a second that is to be delivered, from 1 to 1,000. */
  readonly ratePerSecond: number;
}

/**
 * Has a disabled webhook get what happens again; one that is enabled stays as it is.
 * @throws Refusal naming `rate`, or where there is no such webhook
 */
export class EnableWebhook extends Command<Webhook> {
  constructor(
    readonly accountId: number,
    readonly webhookId: number,
    readonly options: EnableOptions,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(EnableWebhook)
export class EnableWebhookHandler implements ICommandHandler<EnableWebhook> {
  constructor(private readonly store: EventStore) {}

  async execute({ accountId, webhookId, options, metadata }: EnableWebhook): Promise<Webhook> {
    const { state } = await this.store.handle(webhookDecider, {
      stream: webhookStream(webhookId),
      metadata,
      // Of an enabled webhook it might be far back, and is not needed.
      lookUps: ({ disabled }): { disabling?: Statement } =>
        disabled ? { disabling: lastDisabling(webhookId) } : {},
      command: ({ found: { disabling } }): WebhookCommand => ({
        type: 'EnableWebhook',
        accountId,
        ...options,
        disabledPosition: disabling?.position,
      }),
    });
    return state;
  }
}

function lastDisabling(webhookId: number): Statement {
  return {
    sql: `SELECT position FROM events WHERE stream = ? AND type = 'WebhookDisabled'
          ORDER BY version DESC LIMIT 1`,
    params: [webhookStream(webhookId)],
  };
}
