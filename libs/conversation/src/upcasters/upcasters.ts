import type { Upcaster } from '@app/event-store';
import type { ContactInbox, ContactProfile } from '../domain/contact-profile';
import { NO_CONVERSATION, type Conversation } from '../domain/conversation/conversation';
import type { ConversationSnapshot, MessageSnapshot } from '../domain/conversation/events';
import type { Inbox } from '../domain/inbox';
import type { InboxSummary } from '../domain/inbox-summary';
import type { Message } from '../domain/message';
import type { SenderSnapshot, Surroundings } from '../domain/snapshots';

/**
 * The first shapes, of when messages could be created and nothing else could happen. They did not
 * say who looks after a conversation, for nobody could.
 */
type FirstContactInbox = Omit<ContactInbox, 'updatedAt'>;
type FirstConversation = Partial<Conversation> & {
  readonly createdAt: string;
  readonly lastActivityAt: string;
  readonly contactInbox: FirstContactInbox;
};
type FirstSurroundings = Omit<Surroundings, 'assignee' | 'team'>;
type FirstSender =
  { type: 'user'; id: number; name: string; email: string } | { type: 'contact'; id: number };

interface FirstConversationCreated extends FirstSurroundings {
  readonly conversation: FirstConversation;
}

interface FirstMessageCreated extends FirstConversationCreated {
  readonly message: Omit<Message, 'attachments' | 'updatedAt'>;
  readonly sender: FirstSender;
}

const contactInboxOf = (contactInbox: FirstContactInbox): ContactInbox => ({
  ...contactInbox,
  updatedAt: contactInbox.createdAt,
});

const conversationOf = (conversation: FirstConversation): Conversation => ({
  ...NO_CONVERSATION,
  ...conversation,
  contactInbox: contactInboxOf(conversation.contactInbox),
  updatedAt: conversation.lastActivityAt,
});

const senderOf = (sender: FirstSender): SenderSnapshot =>
  sender.type === 'user' ? { ...sender, availableName: sender.name } : sender;

/** A name that nobody wrote down: only a payload that was never sent before would show it. */
const accountOf = (accountId: number) => ({ id: accountId, name: '' });

export const UPCASTERS: readonly Upcaster[] = [
  {
    type: 'ContactCreated',
    fromSchemaVersion: 1,
    upcast: (contact: ContactProfile) => ({ ...contact, account: accountOf(contact.accountId) }),
  },
  {
    type: 'ContactInboxCreated',
    fromSchemaVersion: 1,
    upcast: contactInboxOf,
  },
  {
    type: 'InboxCreated',
    fromSchemaVersion: 1,
    // Without an identifier of its own nobody can call it by one, and without a callback nothing is sent.
    upcast: (inbox: InboxSummary, { metadata }): Inbox & { account: object } => ({
      ...inbox,
      identifier: '',
      sealedHmacToken: '',
      callback: { webhookId: 0, sealedSecret: '' },
      createdAt: metadata.occurredAt,
      updatedAt: metadata.occurredAt,
      account: accountOf(inbox.accountId),
    }),
  },
  {
    type: 'ConversationCreated',
    fromSchemaVersion: 1,
    upcast: (data: FirstConversationCreated): ConversationSnapshot => ({
      ...data,
      conversation: conversationOf(data.conversation),
      assignee: null,
      team: null,
      lastMessage: null,
    }),
  },
  {
    type: 'MessageCreated',
    fromSchemaVersion: 1,
    upcast: ({
      message,
      sender,
      conversation,
      ...around
    }: FirstMessageCreated): MessageSnapshot => ({
      ...around,
      message: { ...message, attachments: [], updatedAt: message.createdAt },
      sender: senderOf(sender),
      conversation: {
        ...conversationOf(conversation),
        lastMessageId: message.private ? null : message.id,
      },
      assignee: null,
      team: null,
      // Which message was the last before a note, no event said.
      ...(message.private && { lastMessage: null }),
    }),
  },
];
