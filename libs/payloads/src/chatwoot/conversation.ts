import {
  CONVERSATION_STATUSES,
  PRIORITIES,
  type AssigneeSnapshot,
  type SentMessage,
} from '@app/conversation';
import { attributes, flag, listOf, named, nullable, object, oneOf, text } from '../schema/shapes';
import { assigneeSchema, renderAssignee } from './assignee';
import { innerContactSchema, renderInnerContact } from './contact';
import { contactInboxSchema, renderContactInbox } from './contact-inbox';
import { accountSchema, idAndName, teamSchema } from './id-and-name';
import {
  innerMessageSchema,
  MAX_UNREAD_COUNT,
  renderInnerMessage,
  type SurroundedConversation,
  unreadCountSchema,
} from './inner-message';
import {
  floatSeconds,
  floatSecondsSchema,
  idSchema,
  isoSchema,
  unixSeconds,
  unixSecondsSchema,
} from './wording';

const ASSIGNEE_TYPES: Record<AssigneeSnapshot['type'], string> = {
  user: 'User',
  agent_bot: 'AgentBot',
};

export function renderConversation(
  snapshot: SurroundedConversation,
  lastMessage: SentMessage | null,
): object {
  const { conversation, inbox, account } = snapshot;
  const lastActivityAt = unixSeconds(conversation.lastActivityAt);
  return {
    additional_attributes: conversation.additionalAttributes,
    can_reply: true,
    channel: inbox.channel.type,
    id: conversation.displayId,
    display_id: conversation.displayId,
    inbox_id: conversation.inboxId,
    contact_inbox: renderContactInbox(conversation.contactInbox),
    messages: lastMessage ? [renderInnerMessage(lastMessage, snapshot)] : [],
    labels: conversation.labels,
    status: conversation.status,
    custom_attributes: conversation.customAttributes,
    snoozed_until: conversation.snoozedUntil,
    priority: conversation.priority,
    meta: renderMeta(snapshot),
    unread_count: Math.min(conversation.unreadCount, MAX_UNREAD_COUNT),
    first_reply_created_at: conversation.firstReplyCreatedAt,
    waiting_since: unixSeconds(conversation.waitingSince),
    agent_last_seen_at: unixSeconds(conversation.agentLastSeenAt),
    contact_last_seen_at: unixSeconds(conversation.contactLastSeenAt),
    last_activity_at: lastActivityAt,
    timestamp: lastActivityAt,
    created_at: unixSeconds(conversation.createdAt),
    updated_at: floatSeconds(conversation.updatedAt),
    account: idAndName(account),
    account_id: account.id,
  };
}

function renderMeta({ conversation, contact, assignee, team }: SurroundedConversation): object {
  return {
    sender: renderInnerContact(contact),
    assignee: assignee && renderAssignee(assignee),
    assignee_type: assignee && ASSIGNEE_TYPES[assignee.type],
    team: team && idAndName(team),
    hmac_verified: conversation.contactInbox.hmacVerified,
  };
}

export const conversationProperties = {
  additional_attributes: attributes,
  can_reply: flag,
  channel: oneOf(['Channel::Api', 'Channel::WebWidget']),
  id: { description: 'The display id, counted per account', ...idSchema },
  display_id: idSchema,
  inbox_id: idSchema,
  contact_inbox: contactInboxSchema,
  messages: {
    description: 'The last one that is neither activity nor private, if any',
    ...listOf(innerMessageSchema, { maxItems: 1 }),
  },
  labels: listOf(text),
  status: oneOf(CONVERSATION_STATUSES),
  custom_attributes: attributes,
  snoozed_until: nullable(isoSchema),
  priority: nullable(oneOf(PRIORITIES)),
  meta: object({
    sender: innerContactSchema,
    assignee: nullable(assigneeSchema),
    assignee_type: nullable(oneOf(Object.values(ASSIGNEE_TYPES))),
    team: nullable(teamSchema),
    hmac_verified: flag,
  }),
  unread_count: {
    description: `Messages of the contact that no agent has seen, ${MAX_UNREAD_COUNT} at most`,
    ...unreadCountSchema,
  },
  first_reply_created_at: nullable(isoSchema),
  waiting_since: unixSecondsSchema,
  agent_last_seen_at: unixSecondsSchema,
  contact_last_seen_at: unixSecondsSchema,
  last_activity_at: unixSecondsSchema,
  timestamp: { ...unixSecondsSchema, description: 'The same as last_activity_at' },
  created_at: unixSecondsSchema,
  updated_at: floatSecondsSchema,
  account: accountSchema,
  account_id: idSchema,
};

export const conversationSchema = named('ChatwootConversation', object(conversationProperties));
