import { IsId } from '@app/http';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import type { Attributes } from '../domain/contact-profile';
import type { ConversationStatus } from '../domain/conversation/conversation';
import { CreateMessageDto } from './create-message.dto';
import { IsAttributes } from './is-attributes';

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

  @IsOptional()
  @IsIn(['open', 'resolved', 'pending'])
  status?: ConversationStatus | null;

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
