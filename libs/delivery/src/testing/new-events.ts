import type { NewEvent } from '@app/event-store';
import type { WebhookEvent } from '@app/webhooks';

const OCCURRED_AT = '2026-01-01T00:00:00.000Z';

type WebhookData = Extract<WebhookEvent, { type: 'WebhookCreated' }>['data'];

/** What of a webhook a test cares about; it is in account 1 and wants messages unless it says so. */
export type WebhookOptions = Pick<WebhookData, 'id'> & Partial<WebhookData>;

export interface MessageOptions {
  /** The event's. */
  readonly id?: string;
  readonly accountId?: number;
  readonly inboxId?: number;
  readonly content?: string;
}

export function webhookCreated(webhook: WebhookOptions): NewEvent {
  const event: WebhookEvent = { type: 'WebhookCreated', data: webhookData(webhook) };
  return { ...event, metadata: metadata(event.data.accountId) };
}

export function webhookUpdated(webhook: WebhookOptions): NewEvent {
  const { sealedSecret: _, ...data } = webhookData(webhook);
  const event: WebhookEvent = { type: 'WebhookUpdated', data };
  return { ...event, metadata: metadata(data.accountId) };
}

export function webhookDeleted({ id, accountId = 1 }: WebhookOptions): NewEvent {
  const event: WebhookEvent = { type: 'WebhookDeleted', data: { id, accountId } };
  return { ...event, metadata: metadata(accountId) };
}

/** An agent's message in an API inbox. */
export function messageCreated({ id, ...message }: MessageOptions = {}): NewEvent {
  return {
    ...(id !== undefined && { id }),
    type: 'MessageCreated',
    data: messageCreatedData(message),
    metadata: metadata(message.accountId ?? 1),
  };
}

export function messageCreatedData({
  accountId = 1,
  inboxId = 1,
  content = 'Hi',
}: Omit<MessageOptions, 'id'> = {}) {
  return {
    message: {
      id: 1,
      content,
      messageType: 'outgoing',
      private: false,
      contentType: 'text',
      contentAttributes: {},
      sourceId: null,
      status: 'sent',
      createdAt: OCCURRED_AT,
    },
    sender: { type: 'user', id: 1, name: 'Agent', email: 'agent@example.com' },
    contact: {
      id: 1,
      accountId,
      name: 'contact-name',
      email: 'contact@example.com',
      phoneNumber: null,
      identifier: null,
      blocked: false,
      customAttributes: {},
      additionalAttributes: {},
      createdAt: OCCURRED_AT,
    },
    inbox: {
      id: inboxId,
      accountId,
      name: 'API',
      channel: { type: 'Channel::Api', webhookUrl: '', websiteUrl: '' },
    },
    conversation: {
      displayId: 1,
      accountId,
      inboxId,
      contactId: 1,
      contactInbox: {
        id: 1,
        contactId: 1,
        inboxId,
        sourceId: 'c5d1a1f6',
        hmacVerified: false,
        createdAt: OCCURRED_AT,
      },
      status: 'open',
      unreadCount: 0,
      additionalAttributes: {},
      customAttributes: {},
      createdAt: OCCURRED_AT,
      lastActivityAt: OCCURRED_AT,
    },
    account: { id: accountId, name: 'Hoory' },
  } as const;
}

function webhookData({ id, ...settings }: WebhookOptions): WebhookData {
  return {
    id,
    accountId: 1,
    url: `http://127.0.0.1:9/${id}`,
    name: null,
    subscriptions: ['message_created'],
    format: 'hoory',
    inboxId: null,
    sealedSecret: '',
    ...settings,
  };
}

function metadata(accountId: number): NewEvent['metadata'] {
  return {
    accountId,
    actor: { type: 'user', id: 1 },
    correlationId: 'request-1',
    causationId: null,
    occurredAt: OCCURRED_AT,
  };
}
