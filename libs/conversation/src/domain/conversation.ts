import { Refusal, type Decider } from '@app/event-store';
import type { Attributes, ContactInbox, ContactProfile } from './contact';
import { checkContentAttributes } from './content-attributes';
import type { Inbox } from './inbox';
import type { Message, MessageDraft } from './message';

export type ConversationStatus = 'open' | 'resolved' | 'pending' | 'snoozed';

export interface Conversation {
  /** Counted per account; what people and payloads call the conversation's id. */
  readonly displayId: number;
  readonly accountId: number;
  readonly inboxId: number;
  readonly contactId: number;
  readonly contactInbox: ContactInbox;
  readonly status: ConversationStatus;
  /** Messages of the contact that no agent has seen. */
  readonly unreadCount: number;
  readonly additionalAttributes: Attributes;
  readonly customAttributes: Attributes;
  readonly createdAt: string;
  readonly lastActivityAt: string;
}

/** The agent, bot or contact a message is from, as they were then. */
export type Sender =
  | { readonly type: 'user'; readonly id: number; readonly name: string; readonly email: string }
  | { readonly type: 'contact'; readonly id: number };

/** Who and where, as of the moment of an event; with it a payload can be made at any later time. */
export interface Surroundings {
  readonly contact: ContactProfile;
  readonly inbox: Inbox;
  readonly account: { readonly id: number; readonly name: string };
}

export interface ConversationCreatedData extends Surroundings {
  readonly conversation: Conversation;
}

export interface MessageCreatedData extends ConversationCreatedData {
  readonly message: Message;
  readonly sender: Sender;
}

export type ConversationEvent =
  | { type: 'ConversationCreated'; data: ConversationCreatedData }
  | { type: 'MessageCreated'; data: MessageCreatedData };

export interface OutgoingAuthor {
  readonly id: number;
  readonly name: string;
  readonly email: string;
}

interface PostedMessage {
  readonly id: number;
  readonly draft: MessageDraft;
  /** The agent an outgoing message is from; null where only the contact can have sent one. */
  readonly author: OutgoingAuthor | null;
}

export type ConversationCommand =
  | {
      type: 'CreateConversation';
      conversation: Conversation;
      surroundings: Surroundings;
      openingMessage: PostedMessage | null;
    }
  | {
      type: 'PublishMessage';
      message: PostedMessage;
      surroundings: Surroundings;
      occurredAt: string;
    };

export const conversationStream = (accountId: number, displayId: number): string =>
  `conversation-${accountId}-${displayId}`;

export const conversationDecider: Decider<ConversationCommand, Conversation, ConversationEvent> = {
  stateSchema: 1,
  initialState: {
    displayId: 0,
    accountId: 0,
    inboxId: 0,
    contactId: 0,
    contactInbox: {
      id: 0,
      contactId: 0,
      inboxId: 0,
      sourceId: '',
      hmacVerified: false,
      createdAt: '',
    },
    status: 'open',
    unreadCount: 0,
    additionalAttributes: {},
    customAttributes: {},
    createdAt: '',
    lastActivityAt: '',
  },

  decide(command, state) {
    switch (command.type) {
      case 'CreateConversation': {
        const { conversation, surroundings, openingMessage } = command;
        const created: ConversationEvent = {
          type: 'ConversationCreated',
          data: { conversation, ...surroundings },
        };
        if (!openingMessage) return [created];
        return [
          created,
          messageCreated(openingMessage, conversation, surroundings, conversation.createdAt),
        ];
      }
      case 'PublishMessage':
        if (state.displayId === 0) throw Refusal.notFound();
        return [messageCreated(command.message, state, command.surroundings, command.occurredAt)];
    }
  },

  evolve(_, event) {
    return event.data.conversation;
  },
};

function messageCreated(
  { id, draft, author }: PostedMessage,
  conversation: Conversation,
  surroundings: Surroundings,
  createdAt: string,
): ConversationEvent {
  const { inbox, contact } = surroundings;
  if (draft.messageType === 'incoming' && inbox.channel.type !== 'Channel::Api') {
    throw Refusal.invalid('message_type', 'Incoming messages are only allowed in API inboxes');
  }
  checkContentAttributes(draft.contentType, draft.contentAttributes);
  return {
    type: 'MessageCreated',
    data: {
      message: { id, ...draft, status: 'sent', createdAt },
      sender: senderOf(draft, author, contact),
      conversation: {
        ...conversation,
        lastActivityAt: createdAt,
        unreadCount: conversation.unreadCount + (draft.messageType === 'incoming' ? 1 : 0),
      },
      ...surroundings,
    },
  };
}

function senderOf(
  draft: MessageDraft,
  author: OutgoingAuthor | null,
  contact: ContactProfile,
): Sender {
  if (draft.messageType === 'incoming') return { type: 'contact', id: contact.id };
  if (!author) throw Refusal.invalid('message_type', 'Outgoing messages take an agent as sender');
  return { type: 'user', id: author.id, name: author.name, email: author.email };
}
