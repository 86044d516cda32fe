import type { CreatedConversation } from '../commands/create-conversation';
import type { Attributes } from '../domain/contact';
import type { ConversationStatus } from '../domain/conversation';
import { toContactResponse, type ContactResponseDto } from './contact-response.dto';
import { MessageResponseDto, toMessageResponse } from './message-response.dto';

export class ConversationMetaDto {
  sender: ContactResponseDto;
  channel: string;
}

export class ConversationResponseDto {
  /** The display id, counted per account. */
  id: number;
  account_id: number;
  inbox_id: number;
  status: ConversationStatus;
  messages: MessageResponseDto[];
  meta: ConversationMetaDto;
  additional_attributes: Attributes;
  custom_attributes: Attributes;
  unread_count: number;
  /** Unix seconds of the last activity. */
  timestamp: number;
  /** Unix seconds. */
  created_at: number;
}

export function toConversationResponse(created: CreatedConversation): ConversationResponseDto {
  const { conversation, contact, inbox } = created;
  return {
    id: conversation.displayId,
    account_id: conversation.accountId,
    inbox_id: conversation.inboxId,
    status: conversation.status,
    messages: 'message' in created ? [toMessageResponse(created)] : [],
    meta: { sender: toContactResponse(contact), channel: inbox.channel.type },
    additional_attributes: conversation.additionalAttributes,
    custom_attributes: conversation.customAttributes,
    unread_count: conversation.unreadCount,
    timestamp: Math.floor(Date.parse(conversation.lastActivityAt) / 1000),
    created_at: Math.floor(Date.parse(conversation.createdAt) / 1000),
  };
}
