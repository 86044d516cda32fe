import { ReceivedFiles, type ReceivedFile } from '@app/attachments';
import { ApiHideProperty } from '@nestjs/swagger';
import { Allow, IsBoolean, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { NewAttachment } from '../../domain/attachment';
import type { Attributes } from '../../domain/contact-profile';
import {
  CONTENT_TYPES,
  MAX_CONTENT_LENGTH,
  type ContentType,
  type MessageDraft,
} from '../../domain/message';
import { IsAttributes } from '../is-attributes';

export class CreateMessageDto {
  @IsOptional()
  @IsString()
  @MaxLength(MAX_CONTENT_LENGTH)
  content?: string | null;

  /** `incoming` only in API inboxes. */
  @IsOptional()
  @IsIn(['incoming', 'outgoing'])
  message_type?: 'incoming' | 'outgoing' | null;

  /** A note among agents, which the contact never sees. */
  @IsOptional()
  @IsBoolean()
  private?: boolean | null;

  @IsOptional()
  @IsIn(CONTENT_TYPES)
  content_type?: ContentType | null;

  /** Its shape depends on `content_type`; `input_select`, `cards`, `form` and `article` take `items`. */
  @IsOptional()
  @IsAttributes()
  content_attributes?: Attributes | null;

  /** Given back in the reply, so that a client knows its own message. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  echo_id?: string | null;

  /** The message's id in the channel it came by. */
  @IsOptional()
  @IsString()
  @MaxLength(255)
  source_id?: string | null;

  /** The next three are taken from existing clients and ignored: no channel here knows what they say. */
  @Allow()
  @ApiHideProperty()
  source_reply_id?: unknown;

  @Allow()
  @ApiHideProperty()
  template_params?: unknown;

  @Allow()
  @ApiHideProperty()
  campaign_id?: unknown;

  @ReceivedFiles()
  attachments?: readonly ReceivedFile[] | null;
}

/** @param attachments what its files became */
export function toMessageDraft(
  dto: CreateMessageDto,
  attachments: readonly NewAttachment[] = [],
): MessageDraft {
  return {
    content: dto.content ?? null,
    messageType: dto.message_type ?? 'outgoing',
    private: dto.private ?? false,
    contentType: dto.content_type ?? 'text',
    contentAttributes: dto.content_attributes ?? {},
    sourceId: dto.source_id ?? null,
    attachments,
  };
}
