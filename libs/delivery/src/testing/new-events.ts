import type {
  AccountSnapshot,
  Conversation,
  ConversationEvent,
  Inbox,
  InboxEvent,
  Message,
  Surroundings,
  UserSnapshot,
} from '@app/conversation';
import type { NewEvent } from '@app/event-store';
import { DEFAULT_DELIVERY_SETTINGS, type WebhookEvent } from '@app/webhooks';

const OCCURRED_AT = '2026-01-01T00:00:00.000Z';

type WebhookData = Extract<WebhookEvent, { type: 'WebhookCreated' }>['data'];

/** What of a webhook a test cares about; it is in account 1 and wants messages unless it says so. */
export type WebhookOptions = Pick<WebhookData, 'id'> & Partial<WebhookData>;

export interface InboxOptions {
  readonly id: number;
  readonly accountId?: number;
  /** The callback's. */
  readonly webhookId: number;
  /** "" where its own software does not listen. */
  readonly webhookUrl: string;
  readonly sealedSecret?: string;
}

interface PlaceOptions {
  readonly accountId?: number;
  readonly inboxId?: number;
  /** The display id. */
  readonly conversationId?: number;
}

export interface MessageOptions extends PlaceOptions {
  /** The event's. */
  readonly id?: string;
  readonly content?: string;
}

export function webhookCreated(webhook: WebhookOptions): NewEvent {
  const event: WebhookEvent = { type: 'WebhookCreated', data: webhookData(webhook) };
  return { ...event, metadata: metadata(event.data.accountId) };
}

export function webhookUpdated(webhook: WebhookOptions): NewEvent {
  const { sealedSecret: _, startFromPosition: __, ...data } = webhookData(webhook);
  const event: WebhookEvent = { type: 'WebhookUpdated', data };
  return { ...event, metadata: metadata(data.accountId) };
}

export function webhookDeleted({ id, accountId = 1 }: WebhookOptions): NewEvent {
  const event: WebhookEvent = { type: 'WebhookDeleted', data: { id, accountId } };
  return { ...event, metadata: metadata(accountId) };
}

/** An API inbox whose own software listens at a URL; its callback has the id of a webhook. */
export function inboxCreated(inbox: InboxOptions): NewEvent {
  const accountId = inbox.accountId ?? 1;
  const data = { ...inboxData(inbox), account: accountOf(accountId) };
  const event: InboxEvent = { type: 'InboxCreated', data };
  return { ...event, metadata: metadata(accountId) };
}

export function inboxUpdated(inbox: InboxOptions): NewEvent {
  const accountId = inbox.accountId ?? 1;
  const data = { inbox: inboxData(inbox), account: accountOf(accountId), changes: [] };
  const event: InboxEvent = { type: 'InboxUpdated', data };
  return { ...event, metadata: metadata(accountId) };
}

export function accountCreated(id: number): NewEvent {
  return { type: 'AccountCreated', data: { id, name: 'Hoory' }, metadata: metadata(id) };
}

export function accountDeleted(id: number): NewEvent {
  return { type: 'AccountDeleted', data: { id }, metadata: metadata(id) };
}

/** An agent's message in an API inbox. */
export function messageCreated({ id, content = 'Hi', ...place }: MessageOptions = {}): NewEvent {
  const message: Message = {
    id: 1,
    content,
    messageType: 'outgoing',
    private: false,
    contentType: 'text',
    contentAttributes: {},
    sourceId: null,
    attachments: [],
    status: 'sent',
    createdAt: OCCURRED_AT,
    updatedAt: OCCURRED_AT,
  };
  const event: ConversationEvent = {
    type: 'MessageCreated',
    data: { ...conversationData(place), message, sender: AGENT },
  };
  return {
    ...(id !== undefined && { id }),
    ...event,
    metadata: metadata(place.accountId ?? 1),
  };
}

/** Says when it happened; all else is as with messages. */
export function typingStarted(occurredAtMs: number): NewEvent {
  const event: ConversationEvent = {
    type: 'ConversationTypingStarted',
    data: { ...conversationData({}), lastMessage: null, user: AGENT, isPrivate: false },
  };
  return {
    ...event,
    metadata: { ...metadata(1), occurredAt: new Date(occurredAtMs).toISOString() },
  };
}

const AGENT: UserSnapshot = {
  type: 'user',
  id: 1,
  name: 'Agent',
  email: 'agent@example.com',
  availableName: 'Agent',
};

function accountOf(id: number): AccountSnapshot {
  return { id, name: 'Hoory' };
}

function conversationData({
  accountId = 1,
  inboxId = 1,
  conversationId = 1,
}: PlaceOptions): Surroundings & { readonly conversation: Conversation } {
  return {
    account: accountOf(accountId),
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
    assignee: null,
    team: null,
    conversation: {
      displayId: conversationId,
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
        updatedAt: OCCURRED_AT,
      },
      status: 'open',
      snoozedUntil: null,
      priority: null,
      assigneeType: null,
      assigneeId: null,
      teamId: null,
      labels: [],
      unreadCount: 0,
      agentLastSeenAt: null,
      contactLastSeenAt: null,
      firstReplyCreatedAt: OCCURRED_AT,
      waitingSince: null,
      lastMessageId: null,
      additionalAttributes: {},
      customAttributes: {},
      createdAt: OCCURRED_AT,
      updatedAt: OCCURRED_AT,
      lastActivityAt: OCCURRED_AT,
    },
  };
}

function inboxData({
  id,
  accountId = 1,
  webhookId,
  webhookUrl,
  sealedSecret = '',
}: InboxOptions): Inbox {
  return {
    id,
    accountId,
    name: 'API',
    channel: { type: 'Channel::Api', webhookUrl, websiteUrl: '' },
    identifier: `inbox-${id}`,
    sealedHmacToken: '',
    callback: { webhookId, sealedSecret },
    createdAt: OCCURRED_AT,
    updatedAt: OCCURRED_AT,
  };
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
    ...DEFAULT_DELIVERY_SETTINGS,
    sealedSecret: '',
    startFromPosition: null,
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
