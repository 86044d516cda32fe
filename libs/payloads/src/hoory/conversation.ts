import { CONVERSATION_STATUSES, type ConversationSnapshot } from '@app/conversation';
import { count, flag, listOf, named, nullable, object, oneOf } from '../schema/shapes';
import { contactSchema, renderContact } from './contact';
import { contactInboxSchema, renderContactInbox } from './contact-inbox';
import { messageOfConversationSchema, renderMessageOf } from './message';
import { renderUser, userSchema } from './user';
import { renderVisit, visitSchema } from './visit';
import { idSchema, renderTime, timeSchema } from './wording';

export function renderConversation({
  conversation,
  contact,
  inbox,
  account,
  assignee,
  lastMessage,
}: ConversationSnapshot): object {
  const displayId = String(conversation.displayId);
  return {
    additional_attributes: renderVisit(conversation.additionalAttributes),
    can_reply: true,
    channel: inbox.channel.type,
    id: displayId,
    inbox_id: String(conversation.inboxId),
    contact_inbox: renderContactInbox(conversation.contactInbox),
    messages: lastMessage ? [renderMessageOf(lastMessage, account)] : [],
    meta: {
      sender: renderContact(contact, account),
      assignee: assignee && renderUser(assignee),
    },
    status: conversation.status,
    unread_count: conversation.unreadCount,
    agent_last_seen_at: orNull(conversation.agentLastSeenAt),
    contact_last_seen_at: orNull(conversation.contactLastSeenAt),
    timestamp: renderTime(conversation.lastActivityAt),
    account_id: String(account.id),
    display_id: displayId,
  };
}

function orNull(iso: string | null): string | null {
  return iso === null ? null : renderTime(iso);
}

export const conversationProperties = {
  additional_attributes: visitSchema,
  can_reply: flag,
  channel: oneOf(['Channel::Api', 'Channel::WebWidget']),
  id: { description: 'The display id, counted per account', ...idSchema },
  inbox_id: idSchema,
  contact_inbox: contactInboxSchema,
  messages: {
    description: 'The last one that is neither activity nor private, if any',
    ...listOf(messageOfConversationSchema, { maxItems: 1 }),
  },
  meta: object({ sender: contactSchema, assignee: nullable(userSchema) }),
  status: oneOf(CONVERSATION_STATUSES),
  unread_count: { description: 'Messages of the contact that no agent has seen', ...count },
  agent_last_seen_at: nullable(timeSchema),
  contact_last_seen_at: nullable(timeSchema),
  timestamp: { description: 'Of the last activity', ...timeSchema },
  account_id: idSchema,
  display_id: idSchema,
};

export const conversationSchema = named('HooryConversation', object(conversationProperties));
