import type { CommandMetadata } from '@app/event-store';
import {
  DisableWebhook,
  messageIdOf,
  RecordExhaustion,
  RecordRecovery,
  type WebhookEndpoint,
} from '@app/webhooks';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { ClaimedDelivery } from '../queue/delivery-queue';
import type { SendResult } from '../sender/send-result';

/** A webhook, as far as what is decided about it is concerned. */
export interface DecidedWebhook {
  readonly webhookId: number;
  readonly accountId: number;
}

/**
 * What deliveries lead to and the log is to remember: that a webhook was disabled, that it works
 * again, that a delivery was given up. Single attempts are rows (docs/decisions/0004).
 */
@Injectable()
export class WebhookDecisions {
  constructor(private readonly commandBus: CommandBus) {}

  /** The endpoint answered 410. A callback has nobody who could enable it again. */
  async gone(delivery: ClaimedDelivery, { isCallback }: WebhookEndpoint): Promise<void> {
    if (isCallback) return;
    const { accountId, webhookId } = delivery;
    await this.commandBus.execute(
      new DisableWebhook(accountId, webhookId, 'gone', null, metadataOf(delivery)),
    );
  }

  async exhausted(
    delivery: ClaimedDelivery,
    { isCallback }: WebhookEndpoint,
    { errorClass, statusCode }: Pick<SendResult, 'errorClass' | 'statusCode'>,
    attempts: number,
  ): Promise<void> {
    if (isCallback) return;
    const { id, accountId, webhookId, event, conversationId, resends } = delivery;
    const messageId = messageIdOf(delivery.eventId, delivery.webhookId);
    // Once, also where a process is killed before the outcome is on record, and fails it again.
    const key = `exhausted ${id} ${resends}`;
    await this.commandBus.execute(
      new RecordExhaustion(
        accountId,
        webhookId,
        { id, messageId, event, conversationId, attempts, errorClass, statusCode },
        { ...metadataOf(delivery), idempotency: { key, fingerprint: key } },
      ),
    );
  }

  /** @param failingSinceMs unix milliseconds */
  async failedTooLong(webhook: DecidedWebhook, failingSinceMs: number): Promise<void> {
    const since = new Date(failingSinceMs).toISOString();
    await this.commandBus.execute(
      new DisableWebhook(
        webhook.accountId,
        webhook.webhookId,
        'failures',
        since,
        metadataOf(webhook),
      ),
    );
  }

  /** @param failingSinceMs unix milliseconds */
  async recovered(webhook: DecidedWebhook, failingSinceMs: number): Promise<void> {
    const since = new Date(failingSinceMs).toISOString();
    await this.commandBus.execute(
      new RecordRecovery(webhook.accountId, webhook.webhookId, since, metadataOf(webhook)),
    );
  }
}

/** Nobody asked for it: the system itself decides. */
function metadataOf(subject: DecidedWebhook | ClaimedDelivery): CommandMetadata {
  const correlationId =
    'eventId' in subject
      ? messageIdOf(subject.eventId, subject.webhookId)
      : `webhook-${subject.webhookId}`;
  return { accountId: subject.accountId, actor: null, correlationId };
}
