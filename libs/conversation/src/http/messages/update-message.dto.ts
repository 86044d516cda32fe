import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { MessageChanges } from '../../domain/conversation/commands';
import { MAX_CONTENT_LENGTH, MESSAGE_STATUSES, type MessageStatus } from '../../domain/message';

const MAX_ERROR_LENGTH = 2_000;

export class UpdateMessageDto {
  @IsOptional()
  @IsString()
  @MaxLength(MAX_CONTENT_LENGTH)
  content?: string | null;

  /** What has become of the message in its channel. */
  @IsOptional()
  @IsIn(MESSAGE_STATUSES)
  status?: MessageStatus | null;

  /** With `failed`: what the channel says went wrong. */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_ERROR_LENGTH)
  external_error?: string | null;
}

export function toMessageChanges({
  content,
  status,
  external_error,
}: UpdateMessageDto): MessageChanges {
  return {
    ...(typeof content === 'string' && { content }),
    ...(status && { status }),
    ...(external_error !== undefined && { externalError: external_error }),
  };
}
