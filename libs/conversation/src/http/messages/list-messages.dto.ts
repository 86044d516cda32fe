import { IsId } from '@app/http';
import { IsOptional } from 'class-validator';
import type { Attributes } from '../../domain/contact-profile';
import type { ConversationSnapshot, SentMessage } from '../../domain/conversation/events';
import { toContactResponse, type ContactResponseDto } from '../contacts/contact-response.dto';
import {
  toAssigneeResponse,
  type AssigneeResponseDto,
} from '../conversations/conversation-response.dto';
import { MessageResponseDto, toMessageResponse } from './message-response.dto';
import { unixSeconds } from '../unix-seconds';

/** Without either, the latest 20 messages. */
export class ListMessagesDto {
  /** The 20 messages before the one with this id. */
  @IsOptional()
  @IsId()
  before?: number;

  /** The 100 messages after the one with this id. */
  @IsOptional()
  @IsId()
  after?: number;
}

export class MessageListMetaDto {
  labels: string[];
  additional_attributes: Attributes;
  contact: ContactResponseDto;
  assignee?: AssigneeResponseDto;
  /** Unix seconds, 0 for never. */
  agent_last_seen_at: number;
}

export class MessageListDto {
  meta: MessageListMetaDto;
  payload: MessageResponseDto[];
}

export function toMessageList(
  { conversation, contact, assignee }: ConversationSnapshot,
  messages: readonly SentMessage[],
): MessageListDto {
  return {
    meta: {
      labels: [...conversation.labels],
      additional_attributes: conversation.additionalAttributes,
      contact: toContactResponse(contact),
      ...(assignee && { assignee: toAssigneeResponse(assignee) }),
      agent_last_seen_at: unixSeconds(conversation.agentLastSeenAt),
    },
    payload: messages.map((each) => toMessageResponse(each, conversation, contact)),
  };
}
