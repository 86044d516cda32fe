import type { CommandMetadata, EventMetadata, StoredEvent } from '@app/event-store';
import type { WebhookCreatedData, WebhookEvent } from '../domain/webhook';

export const webhookData = (changes: Partial<WebhookCreatedData> = {}): WebhookCreatedData => {
  const id = changes.id ?? 1;
  return {
    id,
    accountId: 1,
    url: `https://example.com/hooks/${id}`,
    name: null,
    subscriptions: ['message_created'],
    format: 'hoory',
    inboxId: null,
    sealedSecret: 'v1.sealed',
    ...changes,
  };
};

export const webhookCreated = (changes?: Partial<WebhookCreatedData>): WebhookEvent => ({
  type: 'WebhookCreated',
  data: webhookData(changes),
});

export const webhookUpdated = (changes?: Partial<WebhookCreatedData>): WebhookEvent => {
  const { sealedSecret: _, ...data } = webhookData(changes);
  return { type: 'WebhookUpdated', data };
};

export const webhookDeleted = (id = 1, accountId = 1): WebhookEvent => ({
  type: 'WebhookDeleted',
  data: { id, accountId },
});

export const commandMetadata: CommandMetadata = {
  accountId: 1,
  actor: { type: 'user', id: 1 },
  correlationId: 'request-1',
};

export const eventMetadata: EventMetadata = {
  ...commandMetadata,
  causationId: null,
  occurredAt: '2026-01-01T00:00:00.000Z',
};

/** The event as the log would have it; a webhook's by the id of its webhook. */
export const stored = (event: WebhookEvent): StoredEvent => ({
  ...event,
  id: `event-of-webhook-${event.data.id}`,
  stream: `webhook-${event.data.id}`,
  version: 1,
  position: 1,
  schemaVersion: 1,
  metadata: eventMetadata,
  recordedAtMs: 0,
});
