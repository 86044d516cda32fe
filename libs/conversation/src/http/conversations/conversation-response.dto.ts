import type { Attributes } from '../../domain/contact-profile';
import type { ConversationStatus, Priority } from '../../domain/conversation/conversation';
import type { ConversationSnapshot } from '../../domain/conversation/events';
import type { AssigneeSnapshot } from '../../domain/snapshots';
import { toContactResponse, type ContactResponseDto } from '../contacts/contact-response.dto';
import { MessageResponseDto, toMessageResponse } from '../messages/message-response.dto';
import { unixSeconds } from '../unix-seconds';

export class AssigneeResponseDto {
  id: number;
  name: string;
  available_name?: string;
  email?: string;
  thumbnail: string;
  type: AssigneeSnapshot['type'];
}

export class TeamSummaryDto {
  id: number;
  name: string;
}

export class ConversationMetaDto {
  sender: ContactResponseDto;
  channel: string;
  assignee?: AssigneeResponseDto;
  team?: TeamSummaryDto;
  hmac_verified: boolean;
}

export class ConversationResponseDto {
  /** The display id, counted per account. */
  id: number;
  account_id: number;
  inbox_id: number;
  status: ConversationStatus;
  /** Unix seconds, or null. */
  snoozed_until: number | null;
  priority: Priority | null;
  /** None or one: the last message that is neither activity nor a note. */
  messages: MessageResponseDto[];
  meta: ConversationMetaDto;
  labels: string[];
  can_reply: boolean;
  muted: boolean;
  additional_attributes: Attributes;
  custom_attributes: Attributes;
  unread_count: number;
  /** Unix seconds, 0 for never; as the times that follow. */
  agent_last_seen_at: number;
  contact_last_seen_at: number;
  first_reply_created_at: number;
  waiting_since: number;
  last_activity_at: number;
  /** The same as `last_activity_at`. */
  timestamp: number;
  created_at: number;
  updated_at: number;
}

export function toConversationResponse({
  conversation,
  contact,
  inbox,
  assignee,
  team,
  lastMessage,
}: ConversationSnapshot): ConversationResponseDto {
  return {
    id: conversation.displayId,
    account_id: conversation.accountId,
    inbox_id: conversation.inboxId,
    status: conversation.status,
    snoozed_until:
      conversation.snoozedUntil === null ? null : unixSeconds(conversation.snoozedUntil),
    priority: conversation.priority,
    messages: lastMessage ? [toMessageResponse(lastMessage, conversation, contact)] : [],
    meta: {
      sender: toContactResponse(contact),
      channel: inbox.channel.type,
      ...(assignee && { assignee: toAssigneeResponse(assignee) }),
      ...(team && { team: { id: team.id, name: team.name } }),
      hmac_verified: conversation.contactInbox.hmacVerified,
    },
    labels: [...conversation.labels],
    can_reply: true,
    muted: false,
    additional_attributes: conversation.additionalAttributes,
    custom_attributes: conversation.customAttributes,
    unread_count: conversation.unreadCount,
    agent_last_seen_at: unixSeconds(conversation.agentLastSeenAt),
    contact_last_seen_at: unixSeconds(conversation.contactLastSeenAt),
    first_reply_created_at: unixSeconds(conversation.firstReplyCreatedAt),
    waiting_since: unixSeconds(conversation.waitingSince),
    last_activity_at: unixSeconds(conversation.lastActivityAt),
    timestamp: unixSeconds(conversation.lastActivityAt),
    created_at: unixSeconds(conversation.createdAt),
    updated_at: unixSeconds(conversation.updatedAt),
  };
}

export function toAssigneeResponse(assignee: AssigneeSnapshot): AssigneeResponseDto {
  const { id, name, type } = assignee;
  if (assignee.type === 'agent_bot') return { id, name, thumbnail: '', type };
  return {
    id,
    name,
    available_name: assignee.availableName,
    email: assignee.email,
    thumbnail: '',
    type,
  };
}
