import { ApiProperty } from '@nestjs/swagger';
import {
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsOptional,
  IsString,
  ValidateIf,
} from 'class-validator';
import type { Attributes } from '../../domain/contact-profile';
import {
  CONVERSATION_STATUSES,
  PRIORITIES,
  type Conversation,
  type ConversationStatus,
  type Priority,
} from '../../domain/conversation/conversation';
import { IsAttributes } from '../is-attributes';
import { IsTime, unixSeconds } from '../unix-seconds';

export class ToggleStatusDto {
  @IsOptional()
  @IsIn(CONVERSATION_STATUSES)
  status?: ConversationStatus | null;

  /** With `snoozed`: unix seconds, or ISO 8601; without, until the contact writes. */
  @ApiProperty({
    required: false,
    oneOf: [{ type: 'integer' }, { type: 'string', format: 'date-time' }, { type: 'null' }],
  })
  @IsOptional()
  @IsTime()
  snoozed_until?: number | string | null;
}

export class ToggledStatusDto {
  success: boolean;
  conversation_id: number;
  current_status: ConversationStatus;
  /** Unix seconds, or null. */
  snoozed_until: number | null;
}

export class StatusEnvelopeDto {
  /** Empty: for existing clients that expect it. */
  meta: Record<string, never>;
  payload: ToggledStatusDto;
}

export class TypingStatusDto {
  @IsIn(['on', 'off'])
  typing_status: 'on' | 'off';

  /** Typed as a note, which the contact does not see. */
  @IsOptional()
  @IsBoolean()
  is_private?: boolean | null;
}

export class LabelsDto {
  @IsArray()
  @IsString({ each: true })
  labels: string[];
}

export class LabelsEnvelopeDto {
  payload: string[];
}

export class PriorityDto {
  /** null takes it away. */
  @ApiProperty({ enum: PRIORITIES, nullable: true })
  @IsDefined()
  @ValidateIf(({ priority }: PriorityDto) => priority !== null)
  @IsIn(PRIORITIES)
  priority: Priority | null;
}

export class CustomAttributesDto {
  @IsAttributes()
  custom_attributes: Attributes;
}

export function toggledStatus({
  displayId,
  status,
  snoozedUntil,
}: Conversation): StatusEnvelopeDto {
  return {
    meta: {},
    payload: {
      success: true,
      conversation_id: displayId,
      current_status: status,
      snoozed_until: snoozedUntil === null ? null : unixSeconds(snoozedUntil),
    },
  };
}
