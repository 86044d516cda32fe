import type { ContactInbox, ContactProfile } from '../domain/contact-profile';
import type { Performer, Situation } from '../domain/conversation/commands';
import { NO_CONVERSATION, type Conversation } from '../domain/conversation/conversation';
import { inboxSummary, type Inbox } from '../domain/inbox';
import type { Message, MessageDraft } from '../domain/message';
import type {
  AgentBotSnapshot,
  Surroundings,
  TeamSnapshot,
  UserSnapshot,
} from '../domain/snapshots';

export const T0 = '2026-01-01T00:00:00.000Z';
export const T1 = '2026-01-01T00:00:01.000Z';
export const T2 = '2026-01-01T00:00:02.000Z';

export const apiInbox: Inbox = {
  id: 3,
  accountId: 1,
  name: 'App',
  channel: { type: 'Channel::Api', webhookUrl: '', websiteUrl: '' },
  identifier: 'app-identifier',
  sealedHmacToken: 'v1.sealed-token',
  callback: { webhookId: 31, sealedSecret: 'v1.sealed-secret' },
  createdAt: T0,
  updatedAt: T0,
};

export const widgetInbox: Inbox = {
  id: 4,
  accountId: 1,
  name: 'Website',
  channel: { type: 'Channel::WebWidget', webhookUrl: '', websiteUrl: 'https://example.com' },
  identifier: 'website-token',
  sealedHmacToken: 'v1.sealed-token',
  callback: { webhookId: 41, sealedSecret: 'v1.sealed-secret' },
  createdAt: T0,
  updatedAt: T0,
};

export const carol: ContactProfile = {
  id: 5,
  accountId: 1,
  name: 'Carol',
  email: 'carol@example.com',
  phoneNumber: '+14155550100',
  identifier: 'customer-5',
  blocked: false,
  customAttributes: { plan: 'pro' },
  additionalAttributes: { city: 'Yerevan' },
  createdAt: T0,
};

export const carolInApp: ContactInbox = {
  id: 6,
  contactId: carol.id,
  inboxId: apiInbox.id,
  sourceId: 'carol-in-app',
  hmacVerified: false,
  createdAt: T0,
  updatedAt: T0,
};

export const conversation: Conversation = {
  ...NO_CONVERSATION,
  displayId: 7,
  accountId: 1,
  inboxId: apiInbox.id,
  contactId: carol.id,
  contactInbox: carolInApp,
  additionalAttributes: { referer: 'https://example.com' },
  customAttributes: { tier: 'gold' },
  createdAt: T0,
  updatedAt: T0,
  lastActivityAt: T0,
};

export const surroundings: Surroundings = {
  account: { id: 1, name: 'Hoory' },
  contact: carol,
  inbox: inboxSummary(apiInbox),
  assignee: null,
  team: null,
};

export const ada: UserSnapshot = {
  type: 'user',
  id: 2,
  name: 'Ada',
  email: 'ada@example.com',
  availableName: 'Ada',
};

export const bob: UserSnapshot = {
  type: 'user',
  id: 3,
  name: 'Bob',
  email: 'bob@example.com',
  availableName: 'Bobby',
};

export const bot: AgentBotSnapshot = { type: 'agent_bot', id: 4, name: 'Botto' };

/** The contact as the one who gives a command. */
export const carolHerself: Performer = { type: 'contact', id: carol.id, name: carol.name };

export const support: TeamSnapshot = { id: 9, name: 'Support' };

export const draft = (changes: Partial<MessageDraft> = {}): MessageDraft => ({
  content: 'Hi',
  messageType: 'incoming',
  private: false,
  contentType: 'text',
  contentAttributes: {},
  sourceId: null,
  attachments: [],
  ...changes,
});

/** A message without attachments, as its event has it. */
export const message = (changes: Partial<Message> = {}): Message => ({
  ...draft(),
  id: 8,
  attachments: [],
  status: 'sent',
  createdAt: T1,
  updatedAt: T1,
  ...changes,
});

/** Of one command: Ada's, at T1; its messages are numbered from 8, its attachments from 1. */
export const situation = (changes: Partial<Situation> = {}): Situation => {
  let messageId = 7;
  let attachmentId = 0;
  return {
    surroundings,
    contactInboxes: [carolInApp],
    lastMessage: null,
    performer: ada,
    occurredAt: T1,
    drawMessageId: () => (messageId += 1),
    drawAttachmentId: () => (attachmentId += 1),
    ...changes,
  };
};
