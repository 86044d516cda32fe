import type { StoredEvent } from '@app/event-store';
import {
  account,
  ANSWERED_AT,
  contact,
  contactInbox,
  conversation,
  conversationSnapshot,
  OPENED_AT,
} from '../catalogue/example-data';
import { EXAMPLES } from '../catalogue/examples';
import type { EventData } from '../published-event';
import { apiInbox, later } from './api-inbox-data';

const SNOOZED_UNTIL = '2020-03-05T09:00:00.000Z';

/** As poor as a contact can be. */
const stranger = {
  ...contact,
  name: '',
  email: null,
  phoneNumber: null,
  identifier: null,
  blocked: true,
  customAttributes: {},
  additionalAttributes: {},
};

const snoozed = {
  ...conversation,
  status: 'snoozed',
  snoozedUntil: SNOOZED_UNTIL,
  priority: 'low',
  assigneeType: null,
  assigneeId: null,
  teamId: 4,
  labels: [],
  customAttributes: {},
  waitingSince: null,
  firstReplyCreatedAt: ANSWERED_AT,
  updatedAt: ANSWERED_AT,
} as const;

const { delivery: exhausted, ...webhook } = EXAMPLES.delivery_exhausted
  .data as EventData['delivery_exhausted'];
const nameless = { ...webhook, name: null };

const { eventInfo, inbox } = EXAMPLES.webwidget_triggered.data as EventData['webwidget_triggered'];

export const OTHER_CASES: Readonly<Record<string, StoredEvent>> = {
  'conversation-created.without-messages': later({
    type: 'ConversationCreated',
    data: {
      ...conversationSnapshot,
      contact: stranger,
      assignee: null,
      lastMessage: null,
      conversation: {
        ...conversation,
        assigneeType: null,
        assigneeId: null,
        labels: [],
        unreadCount: 0,
        contactLastSeenAt: null,
        waitingSince: null,
        lastMessageId: null,
        additionalAttributes: {},
        customAttributes: {},
        updatedAt: OPENED_AT,
        lastActivityAt: OPENED_AT,
      },
    },
  }),
  'conversation-updated.every-field': later({
    type: 'ConversationUpdated',
    data: {
      ...conversationSnapshot,
      assignee: null,
      team: { id: 4, name: 'night shift' },
      conversation: snoozed,
      changes: [
        { field: 'status', previous: 'open', current: 'snoozed' },
        { field: 'snoozedUntil', previous: null, current: SNOOZED_UNTIL },
        { field: 'priority', previous: null, current: 'low' },
        { field: 'assigneeId', previous: 1, current: null },
        { field: 'teamId', previous: null, current: 4 },
        { field: 'labels', previous: ['billing'], current: [] },
        { field: 'customAttributes', previous: { tier: 'gold' }, current: {} },
        { field: 'waitingSince', previous: conversation.waitingSince, current: null },
        { field: 'firstReplyCreatedAt', previous: null, current: ANSWERED_AT },
      ],
    },
  }),
  'conversation-typing-on.contact': later(
    {
      type: 'ConversationTypingStarted',
      data: {
        ...conversationSnapshot,
        user: { type: 'contact', id: contact.id },
        isPrivate: false,
      },
    },
    { type: 'contact', id: contact.id },
  ),
  'conversation-typing-on.agent-bot': later(
    {
      type: 'ConversationTypingStarted',
      data: {
        ...conversationSnapshot,
        user: { type: 'agent_bot', id: 9, name: 'Robot' },
        isPrivate: true,
      },
    },
    { type: 'agent_bot', id: 9 },
  ),
  'contact-updated.every-field': later({
    type: 'ContactUpdated',
    data: {
      contact: stranger,
      account,
      changes: [
        { field: 'name', previous: contact.name, current: '' },
        { field: 'email', previous: contact.email, current: null },
        { field: 'phoneNumber', previous: contact.phoneNumber, current: null },
        { field: 'identifier', previous: contact.identifier, current: null },
        { field: 'blocked', previous: false, current: true },
        { field: 'customAttributes', previous: contact.customAttributes, current: {} },
        { field: 'additionalAttributes', previous: contact.additionalAttributes, current: {} },
      ],
    },
  }),
  'inbox-updated.api': later({
    type: 'InboxUpdated',
    data: {
      inbox: { ...apiInbox, updatedAt: ANSWERED_AT },
      account,
      changes: [{ field: 'webhookUrl', previous: '', current: apiInbox.channel.webhookUrl }],
    },
  }),
  'inbox-updated.website': later({
    type: 'InboxUpdated',
    data: {
      inbox: {
        ...apiInbox,
        channel: { type: 'Channel::WebWidget', webhookUrl: '', websiteUrl: 'https://b.example' },
        updatedAt: ANSWERED_AT,
      },
      account,
      changes: [
        { field: 'websiteUrl', previous: 'https://a.example', current: 'https://b.example' },
      ],
    },
  }),
  'webwidget-triggered.first-visit': later({
    type: 'WebWidgetTriggered',
    data: {
      contact: stranger,
      account,
      contactInbox,
      inbox,
      currentConversation: null,
      eventInfo,
    },
  }),
  'webhook-disabled.by-owner': later({
    type: 'WebhookDisabled',
    data: { ...nameless, reason: 'owner', failingSince: null, disabledAt: ANSWERED_AT },
  }),
  'webhook-disabled.gone': later(
    {
      type: 'WebhookDisabled',
      data: { ...nameless, reason: 'gone', failingSince: OPENED_AT, disabledAt: ANSWERED_AT },
    },
    null,
  ),
  'delivery-exhausted.unanswered': later(
    {
      type: 'DeliveryExhausted',
      data: {
        ...nameless,
        delivery: {
          ...exhausted,
          event: 'contact_created',
          conversationId: null,
          errorClass: 'timeout',
          statusCode: null,
        },
      },
    },
    null,
  ),
};
