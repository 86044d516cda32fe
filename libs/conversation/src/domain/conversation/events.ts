import type { Change } from '../changes';
import type { Message } from '../message';
import type { SenderSnapshot, Surroundings } from '../snapshots';
import type { Conversation, ConversationField } from './conversation';

/** A message and who wrote it; null where the system did. */
export interface SentMessage {
  readonly message: Message;
  readonly sender: SenderSnapshot | null;
}

/** A conversation as of the end of the command that its event is of. */
export interface ConversationSnapshot extends Surroundings {
  readonly conversation: Conversation;
  /** The last message that is neither activity nor a note. */
  readonly lastMessage: SentMessage | null;
}

export interface ConversationChangedData extends ConversationSnapshot {
  readonly changes: readonly Change<ConversationField>[];
}

/** A message's event says its content once: `lastMessage` is left out where it is this one. */
export interface MessageSnapshot extends Surroundings, SentMessage {
  readonly conversation: Conversation;
  readonly lastMessage?: SentMessage | null;
}

export type MessageField = 'content' | 'contentAttributes' | 'status' | 'attachments';

export interface MessageUpdatedData extends MessageSnapshot {
  readonly changes: readonly Change<MessageField>[];
}

export interface TypingData extends ConversationSnapshot {
  readonly user: SenderSnapshot;
  /** Typed as a note, which the contact does not see. */
  readonly isPrivate: boolean;
}

export type ConversationEvent =
  | { type: 'ConversationCreated'; data: ConversationSnapshot }
  | { type: 'ConversationStatusChanged'; data: ConversationChangedData }
  | { type: 'ConversationUpdated'; data: ConversationChangedData }
  | { type: 'ConversationSeen'; data: ConversationSnapshot }
  | { type: 'ConversationDeleted'; data: ConversationSnapshot }
  | { type: 'ConversationTypingStarted'; data: TypingData }
  | { type: 'ConversationTypingStopped'; data: TypingData }
  | { type: 'MessageCreated'; data: MessageSnapshot }
  | { type: 'MessageUpdated'; data: MessageUpdatedData }
  | { type: 'MessageDeleted'; data: MessageSnapshot };

/** What a message's event says. Every field by name: spreads would cost more than the rest of the decision. */
export function messageSnapshot(
  { message, sender }: SentMessage,
  conversation: Conversation,
  { account, contact, inbox, assignee, team }: Surroundings,
  /** The last public message, where it is another. */
  lastMessage?: SentMessage | null,
): MessageSnapshot {
  const snapshot = { message, sender, conversation, account, contact, inbox, assignee, team };
  return lastMessage === undefined ? snapshot : { ...snapshot, lastMessage };
}

/** The last message as of the event: this one, unless the event says another. */
export function lastMessageOf({
  lastMessage,
  message,
  sender,
}: MessageSnapshot): SentMessage | null {
  return lastMessage === undefined ? { message, sender } : lastMessage;
}
