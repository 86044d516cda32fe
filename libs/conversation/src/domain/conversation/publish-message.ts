import { Refusal } from '@app/event-store';
import { checkContentAttributes } from '../content-attributes';
import { isPublic, MAX_ATTACHMENTS, type Message, type MessageDraft } from '../message';
import type { SenderSnapshot } from '../snapshots';
import { recordActivity, statusActivity } from './activity';
import { senderOf, type CommandOf, type Situation } from './commands';
import type { Conversation } from './conversation';
import type { ConversationEvent, SentMessage } from './events';
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
    data: {
      ...sent,
      conversation,
      ...surroundings,
      ...(lastMessage !== sent && { lastMessage }),
    },
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
    ...draft,
    id: drawMessageId(),
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

/** What a message changes of its conversation. */
export function afterMessage(
  conversation: Conversation,
  { message, sender }: SentMessage,
): Conversation {
  const { createdAt, messageType } = message;
  const after = {
    ...conversation,
    lastActivityAt: createdAt,
    updatedAt: createdAt,
    lastMessageId: isPublic(message) ? message.id : conversation.lastMessageId,
  };
  if (messageType === 'incoming' && !message.private) {
    const comesBack = conversation.status === 'resolved' || conversation.status === 'snoozed';
    return {
      ...after,
      unreadCount: conversation.unreadCount + 1,
      waitingSince: conversation.waitingSince ?? createdAt,
      ...(comesBack && { status: 'open', snoozedUntil: null }),
    };
  }
  // A bot's reply is none: the contact waits on for a person.
  if (messageType === 'outgoing' && !message.private && sender?.type === 'user') {
    return {
      ...after,
      waitingSince: null,
      firstReplyCreatedAt: conversation.firstReplyCreatedAt ?? createdAt,
    };
  }
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
