import type {
  ContactInbox,
  ContactProfile,
  Conversation,
  ConversationSnapshot,
  Inbox,
  Message,
  MessageSnapshot,
  SentMessage,
  Surroundings,
  UserSnapshot,
} from '@app/conversation';

/**
 * What the examples of the catalogue are about: a visitor of a website writes, an agent answers, and
 * of the account's webhooks one fails.
 */
export const FAILING_SINCE = '2020-02-27T12:59:03.480Z';
export const OPENED_AT = '2020-03-03T13:00:00.000Z';
export const WRITTEN_AT = '2020-03-03T13:05:57.999Z';
export const ANSWERED_AT = '2020-03-03T13:07:12.250Z';

export const account = { id: 1, name: 'Hoory' };

export const contact: ContactProfile = {
  id: 1,
  accountId: account.id,
  name: 'contact-name',
  email: 'contact@example.com',
  phoneNumber: '+14155550100',
  identifier: 'customer-1',
  blocked: false,
  customAttributes: { plan: 'pro' },
  additionalAttributes: { city: 'Yerevan' },
  createdAt: OPENED_AT,
};

export const agent: UserSnapshot = {
  type: 'user',
  id: 1,
  name: 'Agent',
  email: 'agent@example.com',
  availableName: 'Agent of Hoory',
};

export const inbox: Inbox = {
  id: 1,
  accountId: account.id,
  name: 'Website',
  channel: { type: 'Channel::WebWidget', webhookUrl: '', websiteUrl: 'http://www.hoory.com' },
  identifier: 'website-token',
  sealedHmacToken: 'v1.sealed-token',
  callback: { webhookId: 2, sealedSecret: 'v1.sealed-secret' },
  createdAt: OPENED_AT,
  updatedAt: OPENED_AT,
};

export const contactInbox: ContactInbox = {
  id: 1,
  contactId: contact.id,
  inboxId: inbox.id,
  sourceId: 'c5d1a1f6-8b7e-4f0e-9d34-0d8f5f0c2a11',
  hmacVerified: false,
  createdAt: OPENED_AT,
  updatedAt: OPENED_AT,
};

/** After the visitor's message. */
export const conversation: Conversation = {
  displayId: 1,
  accountId: account.id,
  inboxId: inbox.id,
  contactId: contact.id,
  contactInbox,
  status: 'open',
  snoozedUntil: null,
  priority: null,
  assigneeType: agent.type,
  assigneeId: agent.id,
  teamId: null,
  labels: ['billing'],
  unreadCount: 1,
  agentLastSeenAt: null,
  contactLastSeenAt: WRITTEN_AT,
  firstReplyCreatedAt: null,
  waitingSince: WRITTEN_AT,
  lastMessageId: 1,
  additionalAttributes: {
    browser: {
      device_name: 'Macbook',
      browser_name: 'Chrome',
      platform_name: 'Macintosh',
      browser_version: '80.0.3987.122',
      platform_version: '10.15.2',
    },
    referer: 'http://www.hoory.com',
    initiated_at: { timestamp: 'Tue Mar 03 2020 18:37:38 GMT-0700 (Mountain Standard Time)' },
    browser_language: 'en',
  },
  customAttributes: { tier: 'gold' },
  createdAt: OPENED_AT,
  updatedAt: WRITTEN_AT,
  lastActivityAt: WRITTEN_AT,
};

export const surroundings: Surroundings = {
  account,
  contact,
  inbox: { id: inbox.id, accountId: account.id, name: inbox.name, channel: inbox.channel },
  assignee: agent,
  team: null,
};

export const greeting: Message = {
  id: 1,
  content: 'Hi',
  messageType: 'incoming',
  private: false,
  contentType: 'text',
  contentAttributes: {},
  sourceId: null,
  attachments: [],
  status: 'sent',
  createdAt: WRITTEN_AT,
  updatedAt: WRITTEN_AT,
};

export const sentGreeting: SentMessage = {
  message: greeting,
  sender: { type: 'contact', id: contact.id },
};

export const greeted: MessageSnapshot = { ...surroundings, ...sentGreeting, conversation };

export const conversationSnapshot: ConversationSnapshot = {
  ...surroundings,
  conversation,
  lastMessage: sentGreeting,
};

/** The agent's answer, and the conversation after it. */
export const answer: Message = {
  ...greeting,
  id: 2,
  content: 'Hello, how can I help?',
  messageType: 'outgoing',
  createdAt: ANSWERED_AT,
  updatedAt: ANSWERED_AT,
};

export const answered: MessageSnapshot = {
  ...surroundings,
  message: answer,
  sender: agent,
  conversation: {
    ...conversation,
    unreadCount: 0,
    agentLastSeenAt: ANSWERED_AT,
    firstReplyCreatedAt: ANSWERED_AT,
    waitingSince: null,
    lastMessageId: answer.id,
    updatedAt: ANSWERED_AT,
    lastActivityAt: ANSWERED_AT,
  },
};
