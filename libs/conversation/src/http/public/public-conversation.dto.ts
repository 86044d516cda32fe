import { ApiProperty } from '@nestjs/swagger';
import { IsEmail, IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { speaksFor } from '../../domain/contact';
import type { MessageChanges } from '../../domain/conversation/commands';
import type { Conversation, ConversationStatus } from '../../domain/conversation/conversation';
import type { ConversationSnapshot, SentMessage } from '../../domain/conversation/events';
import { MAX_CONTENT_LENGTH, type MessageDraft } from '../../domain/message';
import type { Visitor } from '../../read-model/visitors';
import { IsAttributes } from '../is-attributes';
import type { Attributes } from '../../domain/contact-profile';
import { MessageResponseDto, toMessageResponse } from '../messages/message-response.dto';
import { unixSeconds } from '../unix-seconds';

export class CreatePublicConversationDto {
  @IsOptional()
  @IsAttributes()
  custom_attributes?: Attributes | null;
}

export class CreatePublicMessageDto {
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_CONTENT_LENGTH)
  content: string;

  /** Given back in the reply, so that a client knows its own message. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  echo_id?: string | null;
}

const SCALAR = { type: ['string', 'number', 'boolean'] };

const listOf = (...keys: string[]) => ({
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    properties: Object.fromEntries(keys.map((key) => [key, SCALAR])),
    required: keys,
    additionalProperties: false,
  },
});

const SURVEY = {
  type: 'object',
  properties: {
    csat_survey_response: {
      type: 'object',
      properties: {
        rating: { type: 'integer', minimum: 1, maximum: 5 },
        feedback_message: { type: ['string', 'null'] },
      },
      required: ['rating'],
    },
  },
  required: ['csat_survey_response'],
};

/** What the contact answers to a message that asks something. */
export class SubmitAnswerDto {
  /** By the message's `content_type`: of an `input_select`, a `form` or an `input_csat`. */
  @ApiProperty({
    required: false,
    oneOf: [listOf('title', 'value'), listOf('name', 'value'), SURVEY],
  })
  @IsOptional()
  submitted_values?: unknown;

  /** Of an `input_email`. */
  @IsOptional()
  @IsEmail()
  submitted_email?: string | null;
}

export class PublicTypingDto {
  @IsIn(['on', 'off'])
  typing_status: 'on' | 'off';
}

export class PublicConversationDto {
  /** The display id, counted per account. */
  id: number;
  inbox_id: number;
  status: ConversationStatus;
  /** Unix seconds, 0 for never. */
  contact_last_seen_at: number;
  agent_last_seen_at: number;
  /** None or one: the last message. */
  messages: MessageResponseDto[];
}

export function toPublicConversation(
  { conversation, lastMessage }: ConversationSnapshot,
  visitor: Visitor,
): PublicConversationDto {
  return {
    id: conversation.displayId,
    inbox_id: conversation.inboxId,
    status: conversation.status,
    contact_last_seen_at: unixSeconds(conversation.contactLastSeenAt),
    agent_last_seen_at: unixSeconds(conversation.agentLastSeenAt),
    messages: lastMessage ? [toPublicMessage(lastMessage, conversation, visitor)] : [],
  };
}

/** Without agents' e-mail addresses, and without what a visitor may not know of the contact. */
export function toPublicMessage(
  sent: SentMessage,
  conversation: Conversation,
  { contact, contactInbox }: Visitor,
  echoId?: string | null,
): MessageResponseDto {
  const response = toMessageResponse(sent, conversation, contact, echoId);
  const { sender } = sent;
  if (sender?.type === 'user') {
    response.sender = { id: sender.id, name: sender.availableName, thumbnail: '', type: 'user' };
  }
  if (sender?.type === 'contact') {
    const name = speaksFor(contact, contactInbox) ? contact.name : '';
    response.sender = { id: contact.id, name, thumbnail: '', type: 'contact' };
  }
  return response;
}

export function toContactMessage({ content }: CreatePublicMessageDto): MessageDraft {
  return {
    content,
    messageType: 'incoming',
    private: false,
    contentType: 'text',
    contentAttributes: {},
    sourceId: null,
    attachments: [],
  };
}

export function toAnswer({ submitted_values, submitted_email }: SubmitAnswerDto): MessageChanges {
  return {
    ...(submitted_values !== undefined && { submittedValues: submitted_values }),
    ...(submitted_email && { submittedEmail: submitted_email }),
  };
}
