import { EventStore, type CommandMetadata } from '@app/event-store';
import { EVENT_NAMES } from '@app/payloads';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { messageIdOf } from '../domain/message-id';
import { webhookDecider, webhookStream } from '../domain/webhook';
import type { WebhookCommand } from '../domain/webhook-commands';

export interface RequestedTest {
  /** The `webhook-id` of its POSTs. */
  readonly messageId: string;
}

/**
 * Has an example of an event delivered to this webhook alone, marked as a test.
 * @throws Refusal naming `event` where there is none of the name, naming `status` where the webhook
 * is disabled, or where there is no such webhook
 */
export class TestWebhook extends Command<RequestedTest> {
  constructor(
    readonly accountId: number,
    readonly webhookId: number,
    /** null for the first that the webhook subscribes to. */
    readonly event: string | null,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(TestWebhook)
export class TestWebhookHandler implements ICommandHandler<TestWebhook> {
  constructor(private readonly store: EventStore) {}

  async execute({ accountId, webhookId, event, metadata }: TestWebhook): Promise<RequestedTest> {
    const {
      events: [requested],
    } = await this.store.handle(webhookDecider, {
      stream: webhookStream(webhookId),
      metadata,
      command: (): WebhookCommand => ({
        type: 'TestWebhook',
        accountId,
        event,
        events: EVENT_NAMES,
      }),
    });
    return { messageId: messageIdOf(requested!.id, webhookId) };
  }
}
