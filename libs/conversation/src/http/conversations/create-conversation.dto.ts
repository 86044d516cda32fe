import { IsId } from '@app/http';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import type { NewConversation } from '../../commands/conversations/create-conversation';
import type { Attributes } from '../../domain/contact-profile';
import {
  CONVERSATION_STATUSES,
  type ConversationStatus,
} from '../../domain/conversation/conversation';
import { CreateMessageDto, toMessageDraft } from '../messages/create-message.dto';
import { IsAttributes } from '../is-attributes';
import { IsTime, toIsoTime } from '../unix-seconds';

export class CreateConversationDto {
  /** What the contact is known by in the inbox; or else `inbox_id` and `contact_id`. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  source_id?: string | null;

  @IsOptional()
  @IsId()
  inbox_id?: number | null;

  @IsOptional()
  @IsId()
  contact_id?: number | null;

  /** `open` by default. */
  @IsOptional()
  @IsIn(CONVERSATION_STATUSES)
  status?: ConversationStatus | null;

  /** With `snoozed`: unix seconds, or ISO 8601. */
  @ApiProperty({
    required: false,
    oneOf: [{ type: 'integer' }, { type: 'string', format: 'date-time' }, { type: 'null' }],
  })
  @IsOptional()
  @IsTime()
  snoozed_until?: number | string | null;

  /** An agent of the account. */
  @IsOptional()
  @IsId()
  assignee_id?: number | null;

  @IsOptional()
  @IsId()
  team_id?: number | null;

  @IsOptional()
  @IsAttributes()
  additional_attributes?: Attributes | null;

  @IsOptional()
  @IsAttributes()
  custom_attributes?: Attributes | null;

  /** An opening message. */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => CreateMessageDto)
  message?: CreateMessageDto | null;
}

export function toNewConversation(dto: CreateConversationDto): NewConversation {
  return {
    sourceId: dto.source_id ?? null,
    inboxId: dto.inbox_id ?? null,
    contactId: dto.contact_id ?? null,
    status: dto.status ?? 'open',
    snoozedUntil: toIsoTime(dto.snoozed_until),
    assigneeId: dto.assignee_id ?? null,
    teamId: dto.team_id ?? null,
    additionalAttributes: dto.additional_attributes ?? {},
    customAttributes: dto.custom_attributes ?? {},
    openingMessage: dto.message ? toMessageDraft(dto.message) : null,
  };
}
