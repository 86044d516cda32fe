import { Refusal } from '@app/event-store';
import { checkContentAttributes } from '../content-attributes';
import { isPublic, MAX_ATTACHMENTS, type Message, type MessageDraft } from '../message';
import type { SenderSnapshot } from '../snapshots';
import { recordActivity, statusActivity } from './activity';
import { senderOf, type CommandOf, type Situation } from './commands';
import type { Conversation } from './conversation';
import { messageSnapshot, type ConversationEvent, type SentMessage } from './events';
import { conversationUpdated } from './update-conversation';

/** A message, what it changes of its conversation, and whether it brings a resolved one back. */
export function publishMessage(
  { draft, situation }: CommandOf<'PublishMessage'>,
  state: Conversation,
): ConversationEvent[] {
  const sent = sendMessage(draft, situation);
  const conversation = afterMessage(state, sent);
  const { surroundings } = situation;
  const lastMessage = isPublic(sent.message) ? sent : situation.lastMessage;
  const created: ConversationEvent = {
    type: 'MessageCreated',
    data: messageSnapshot(
      sent,
      conversation,
      surroundings,
      lastMessage === sent ? undefined : lastMessage,
    ),
  };
  const updates = conversationUpdated(state, conversation, surroundings, lastMessage);
  if (conversation.status === state.status) return [created, ...updates];
  // By the system: the contact only wrote.
  const text = statusActivity(conversation.status, null);
  const reopened = recordActivity(text, conversation, { ...situation, lastMessage });
  return [created, reopened, ...updates];
}

/** @throws Refusal where the message is not one that its conversation takes */
export function sendMessage(draft: MessageDraft, situation: Situation): SentMessage {
  const { surroundings, occurredAt, drawMessageId, drawAttachmentId } = situation;
  const { inbox } = surroundings;
  if (
    draft.messageType === 'incoming' &&
    inbox.channel.type !== 'Channel::Api' &&
    situation.performer?.type !== 'contact'
  ) {
    throw Refusal.invalid('message_type', 'Incoming messages are only allowed in API inboxes');
  }
  if (draft.attachments.length > MAX_ATTACHMENTS) {
    throw Refusal.invalid(
      'attachments',
      `Attachments take at most ${MAX_ATTACHMENTS}, got ${draft.attachments.length}`,
    );
  }
  checkContentAttributes(draft.contentType, draft.contentAttributes);
  const sender = authorOf(draft, situation);
  const message: Message = {
    id: drawMessageId(),
    content: draft.content,
    messageType: draft.messageType,
    private: draft.private,
    contentType: draft.contentType,
    contentAttributes: draft.contentAttributes,
    sourceId: draft.sourceId,
    attachments: draft.attachments.map((attachment) => ({
      ...attachment,
      id: drawAttachmentId(),
    })),
    status: 'sent',
    createdAt: occurredAt,
    updatedAt: occurredAt,
  };
  return { message, sender };
}

/**
 * What a message changes of its conversation. In assignments, for it is done for each message: V8
 * copies an object at once, and defines one by one what is behind the spread in a literal.
 */
export function afterMessage(
  conversation: Conversation,
  { message, sender }: SentMessage,
): Conversation {
  const { createdAt, messageType, private: note } = message;
  const fromContact = messageType === 'incoming' && !note;
  // A bot's reply is none: the contact waits on for a person.
  const isReply = messageType === 'outgoing' && !note && sender?.type === 'user';
  const { status, snoozedUntil, waitingSince, firstReplyCreatedAt } = conversation;
  const comesBack = fromContact && (status === 'resolved' || status === 'snoozed');
  const after: { -readonly [Field in keyof Conversation]: Conversation[Field] } = {
    ...conversation,
  };
  after.status = comesBack ? 'open' : status;
  after.snoozedUntil = comesBack ? null : snoozedUntil;
  after.unreadCount += fromContact ? 1 : 0;
  after.firstReplyCreatedAt = firstReplyCreatedAt ?? (isReply ? createdAt : null);
  after.waitingSince = isReply ? null : (waitingSince ?? (fromContact ? createdAt : null));
  after.lastMessageId = isPublic(message) ? message.id : conversation.lastMessageId;
  after.updatedAt = createdAt;
  after.lastActivityAt = createdAt;
  return after;
}

function authorOf(
  { messageType }: MessageDraft,
  { performer, surroundings }: Situation,
): SenderSnapshot | null {
  if (messageType === 'template') return null;
  if (messageType === 'incoming') return { type: 'contact', id: surroundings.contact.id };
  if (!performer || performer.type === 'contact') {
    throw Refusal.invalid('message_type', 'Outgoing messages take an agent as sender');
  }
  return senderOf(performer);
}
