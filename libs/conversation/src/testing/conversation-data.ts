import type { ContactInbox, ContactProfile } from '../domain/contact';
import type { Conversation, OutgoingAuthor, Surroundings } from '../domain/conversation';
import type { Inbox } from '../domain/inbox';
import type { MessageDraft } from '../domain/message';

export const T0 = '2026-01-01T00:00:00.000Z';
export const T1 = '2026-01-01T00:00:01.000Z';

export const apiInbox: Inbox = {
  id: 3,
  accountId: 1,
  name: 'App',
  channel: { type: 'Channel::Api', webhookUrl: '', websiteUrl: '' },
};

export const widgetInbox: Inbox = {
  id: 4,
  accountId: 1,
  name: 'Website',
  channel: { type: 'Channel::WebWidget', webhookUrl: '', websiteUrl: 'https://example.com' },
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
};

export const conversation: Conversation = {
  displayId: 7,
  accountId: 1,
  inboxId: apiInbox.id,
  contactId: carol.id,
  contactInbox: carolInApp,
  status: 'open',
  unreadCount: 0,
  additionalAttributes: { referer: 'https://example.com' },
  customAttributes: { tier: 'gold' },
  createdAt: T0,
  lastActivityAt: T0,
};

export const surroundings: Surroundings = {
  account: { id: 1, name: 'Hoory' },
  contact: carol,
  inbox: apiInbox,
};

export const ada: OutgoingAuthor = { id: 2, name: 'Ada', email: 'ada@example.com' };

export const draft = (changes: Partial<MessageDraft> = {}): MessageDraft => ({
  content: 'Hi',
  messageType: 'incoming',
  private: false,
  contentType: 'text',
  contentAttributes: {},
  sourceId: null,
  ...changes,
});
