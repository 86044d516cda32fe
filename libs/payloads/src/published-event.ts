import type { ContactEvent, ConversationEvent, InboxEvent } from '@app/conversation';
import type { StoredEvent } from '@app/event-store';
import { WEBHOOK_EVENT_NAMES, type EventName } from './event-names';
import type { WebhookEvent } from './webhook-event-data';

type DomainEvent = ConversationEvent | ContactEvent | InboxEvent | WebhookEvent;

/** One event of the domain is one that webhooks see. What is not named here stays inside. */
const PUBLISHED_NAMES = {
  MessageCreated: 'message_created',
  MessageUpdated: 'message_updated',
  MessageDeleted: 'message_deleted',
  ConversationCreated: 'conversation_created',
  ConversationUpdated: 'conversation_updated',
  ConversationStatusChanged: 'conversation_status_changed',
  ConversationDeleted: 'conversation_deleted',
  ConversationTypingStarted: 'conversation_typing_on',
  ConversationTypingStopped: 'conversation_typing_off',
  ContactCreated: 'contact_created',
  ContactUpdated: 'contact_updated',
  ContactDeleted: 'contact_deleted',
  InboxCreated: 'inbox_created',
  InboxUpdated: 'inbox_updated',
  WebWidgetTriggered: 'webwidget_triggered',
  WebhookDisabled: 'webhook_disabled',
  WebhookRecovered: 'webhook_recovered',
  DeliveryExhausted: 'delivery_exhausted',
} as const satisfies Partial<Record<DomainEvent['type'], EventName>>;

type PublishedNames = typeof PUBLISHED_NAMES;

export type PublishableEvent = Extract<
  DomainEvent,
  { type: keyof PublishedNames | 'WebhookTestRequested' }
>;

/** The snapshot behind each event that webhooks see. */
export type EventData = {
  [Type in keyof PublishedNames as PublishedNames[Type]]: Extract<
    PublishableEvent,
    { type: Type }
  >['data'];
};

/** What it takes to tell which webhooks want an event. */
export interface PublishedEvent {
  readonly name: EventName;
  readonly accountId: number;
  /** null for what is of no inbox: events of contacts and of webhooks. */
  readonly inboxId: number | null;
  /** The display id; null for what is of no conversation. */
  readonly conversationId: number | null;
  /** The one webhook that gets it, whatever it has subscribed to; null for any that has. */
  readonly onlyWebhookId: number | null;
  /** The webhook that does not get it, for it speaks of that very one; null for none. */
  readonly exceptWebhookId: number | null;
}

type Place = Omit<PublishedEvent, 'name'>;

const NAMES: ReadonlyMap<string, EventName> = new Map(Object.entries(PUBLISHED_NAMES));

/** The event a webhook sees when this one is stored; undefined for what stays inside. */
export function publishedEvent(stored: StoredEvent): PublishedEvent | undefined {
  const name = publishedName(stored);
  return name && Object.assign({ name }, placeOf(stored as StoredEvent & PublishableEvent));
}

/**
 * undefined for what stays inside. So do activity messages, which are for agents alone, and the
 * exhaustion of a delivery that spoke of a webhook itself: two dead webhooks would tell each other
 * of their failures for ever.
 */
export function publishedName(stored: StoredEvent): EventName | undefined {
  const { type, data } = stored as StoredEvent & DomainEvent;
  switch (type) {
    case 'MessageCreated':
      if (data.message.messageType === 'activity') return undefined;
      break;
    case 'DeliveryExhausted':
      if (WEBHOOK_EVENT_NAMES.includes(data.delivery.event)) return undefined;
      break;
    case 'WebhookTestRequested':
      return data.event;
  }
  return NAMES.get(type);
}

/** Whether it asks that a webhook be sent an example: its payload says so, and its POST is to. */
export function isTest(stored: StoredEvent): boolean {
  return stored.type === 'WebhookTestRequested';
}

function placeOf({ type, data }: PublishableEvent): Place {
  switch (type) {
    case 'ContactCreated':
      return placed(data.accountId, null, null);
    case 'ContactUpdated':
    case 'ContactDeleted':
      return placed(data.contact.accountId, null, null);
    case 'InboxCreated':
      return placed(data.accountId, data.id, null);
    case 'InboxUpdated':
    case 'WebWidgetTriggered':
      return placed(data.inbox.accountId, data.inbox.id, null);
    case 'WebhookDisabled':
    case 'WebhookRecovered':
    case 'DeliveryExhausted':
      return { ...placed(data.accountId, null, null), exceptWebhookId: data.id };
    case 'WebhookTestRequested':
      return { ...placed(data.accountId, null, null), onlyWebhookId: data.id };
    default: {
      const { accountId, inboxId, displayId } = data.conversation;
      return placed(accountId, inboxId, displayId);
    }
  }
}

function placed(accountId: number, inboxId: number | null, conversationId: number | null): Place {
  return { accountId, inboxId, conversationId, onlyWebhookId: null, exceptWebhookId: null };
}
