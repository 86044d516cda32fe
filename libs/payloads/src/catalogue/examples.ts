import type { Actor, StoredEvent } from '@app/event-store';
import type { EventName } from '../event-names';
import type { PublishableEvent } from '../published-event';
import {
  account,
  agent,
  ANSWERED_AT,
  answered,
  contact,
  contactInbox,
  conversation,
  conversationSnapshot,
  FAILING_SINCE,
  greeted,
  inbox,
  OPENED_AT,
  surroundings,
  WRITTEN_AT,
} from './example-data';

const byAgent: Actor = { type: agent.type, id: agent.id };
const byContact: Actor = { type: 'contact', id: contact.id };

/** An event as the log has it. */
export function exampleEvent(
  { type, data }: PublishableEvent,
  actor: Actor | null,
  occurredAt: string,
): StoredEvent {
  return {
    id: '0170a0c2-8d3f-7000-8000-000000000001',
    stream: 'example-1',
    version: 1,
    position: 1,
    type,
    schemaVersion: 1,
    data,
    metadata: {
      accountId: account.id,
      actor,
      correlationId: 'example',
      causationId: null,
      occurredAt,
    },
    recordedAtMs: Date.parse(occurredAt),
  };
}

const resolved = {
  ...conversationSnapshot,
  conversation: {
    ...conversation,
    status: 'resolved',
    priority: 'high',
    labels: ['billing', 'refund'],
    updatedAt: ANSWERED_AT,
  },
} as const;

const statusChange = { field: 'status', previous: 'open', current: 'resolved' } as const;

/** Another webhook than the one that is told of it. */
const crmWebhook = {
  id: 7,
  accountId: account.id,
  account,
  name: 'CRM',
  url: 'https://crm.example/hooks',
};

const typing = { ...conversationSnapshot, user: agent, isPrivate: false };

/** One of each event, from which the catalogue's examples are rendered. */
export const EXAMPLES: Readonly<Record<EventName, StoredEvent>> = {
  message_created: exampleEvent({ type: 'MessageCreated', data: greeted }, byContact, WRITTEN_AT),
  message_updated: exampleEvent(
    {
      type: 'MessageUpdated',
      data: {
        ...answered,
        message: { ...answered.message, status: 'read' },
        changes: [{ field: 'status', previous: 'delivered', current: 'read' }],
      },
    },
    null,
    ANSWERED_AT,
  ),
  message_deleted: exampleEvent(
    {
      type: 'MessageDeleted',
      data: {
        ...answered,
        message: {
          ...answered.message,
          content: 'This message was deleted',
          contentAttributes: { deleted: true },
        },
      },
    },
    byAgent,
    ANSWERED_AT,
  ),
  conversation_created: exampleEvent(
    { type: 'ConversationCreated', data: conversationSnapshot },
    byContact,
    WRITTEN_AT,
  ),
  conversation_updated: exampleEvent(
    {
      type: 'ConversationUpdated',
      data: {
        ...resolved,
        changes: [
          statusChange,
          { field: 'priority', previous: null, current: 'high' },
          { field: 'labels', previous: ['billing'], current: ['billing', 'refund'] },
        ],
      },
    },
    byAgent,
    ANSWERED_AT,
  ),
  conversation_status_changed: exampleEvent(
    { type: 'ConversationStatusChanged', data: { ...resolved, changes: [statusChange] } },
    byAgent,
    ANSWERED_AT,
  ),
  conversation_deleted: exampleEvent(
    { type: 'ConversationDeleted', data: resolved },
    byAgent,
    ANSWERED_AT,
  ),
  conversation_typing_on: exampleEvent(
    { type: 'ConversationTypingStarted', data: typing },
    byAgent,
    ANSWERED_AT,
  ),
  conversation_typing_off: exampleEvent(
    { type: 'ConversationTypingStopped', data: typing },
    byAgent,
    ANSWERED_AT,
  ),
  contact_created: exampleEvent(
    { type: 'ContactCreated', data: { ...contact, account } },
    byAgent,
    OPENED_AT,
  ),
  contact_updated: exampleEvent(
    {
      type: 'ContactUpdated',
      data: {
        contact,
        account,
        changes: [
          { field: 'email', previous: null, current: contact.email },
          { field: 'customAttributes', previous: {}, current: contact.customAttributes },
        ],
      },
    },
    byAgent,
    ANSWERED_AT,
  ),
  contact_deleted: exampleEvent(
    { type: 'ContactDeleted', data: { contact, account } },
    byAgent,
    ANSWERED_AT,
  ),
  inbox_created: exampleEvent(
    { type: 'InboxCreated', data: { ...inbox, account } },
    byAgent,
    OPENED_AT,
  ),
  inbox_updated: exampleEvent(
    {
      type: 'InboxUpdated',
      data: {
        inbox: { ...inbox, updatedAt: ANSWERED_AT },
        account,
        changes: [{ field: 'name', previous: 'Home page', current: inbox.name }],
      },
    },
    byAgent,
    ANSWERED_AT,
  ),
  webwidget_triggered: exampleEvent(
    {
      type: 'WebWidgetTriggered',
      data: {
        contact,
        account,
        contactInbox,
        inbox: surroundings.inbox,
        currentConversation: conversationSnapshot,
        eventInfo: {
          initiatedAt: 'Tue Mar 03 2020 18:37:38 GMT-0700 (Mountain Standard Time)',
          referer: 'http://www.hoory.com',
          widgetLanguage: 'en',
          browserLanguage: 'en',
          browser: {
            browserName: 'Chrome',
            browserVersion: '80.0.3987.122',
            deviceName: 'Macbook',
            platformName: 'Macintosh',
            platformVersion: '10.15.2',
          },
        },
      },
    },
    byContact,
    WRITTEN_AT,
  ),
  webhook_disabled: exampleEvent(
    {
      type: 'WebhookDisabled',
      data: {
        ...crmWebhook,
        reason: 'failures',
        failingSince: FAILING_SINCE,
        disabledAt: ANSWERED_AT,
      },
    },
    null,
    ANSWERED_AT,
  ),
  webhook_recovered: exampleEvent(
    { type: 'WebhookRecovered', data: { ...crmWebhook, failingSince: FAILING_SINCE } },
    null,
    ANSWERED_AT,
  ),
  delivery_exhausted: exampleEvent(
    {
      type: 'DeliveryExhausted',
      data: {
        ...crmWebhook,
        delivery: {
          id: 42,
          messageId: 'msg_0170a0c2-8d3f-7000-8000-000000000042_7',
          event: 'message_created',
          conversationId: conversation.displayId,
          attempts: 10,
          errorClass: 'http-status',
          statusCode: 503,
        },
      },
    },
    null,
    ANSWERED_AT,
  ),
};
