import { IsId } from '@app/http';
import { EVENT_NAMES, FORMATS, type EventName, type Format } from '@app/payloads';
import { ApiHideProperty, ApiProperty, PartialType } from '@nestjs/swagger';
import { Allow, IsArray, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';

/** What the events' names and the URL must be is the decider's to say, in the same words. */
const INVALID_URL = { message: 'Url is invalid' };
const INVALID_EVENTS = { message: 'Subscriptions Invalid events' };

export class CreateWebhookDto {
  /** Where the events are POSTed to: http or https, without credentials. */
  @IsString(INVALID_URL)
  url: string;

  /** The events to send; when omitted, those a Chatwoot webhook gets by default. */
  @ApiProperty({ enum: EVENT_NAMES, isArray: true, required: false })
  @IsOptional()
  @IsArray(INVALID_EVENTS)
  @IsString({ ...INVALID_EVENTS, each: true })
  subscriptions?: EventName[] | null;

  @IsOptional()
  @IsString()
  @MaxLength(255)
  name?: string | null;

  /** Only events of this inbox. */
  @IsOptional()
  @IsId()
  inbox_id?: number | null;

  /** How payloads are worded; `hoory` by default. */
  @IsOptional()
  @IsIn(FORMATS)
  format?: Format | null;
}

/**
 * A URL may be left out, but null is none. Clients change what they have read and send all of it
 * back, so that what an answer has beside the settings is known here, and changes nothing.
 */
export class UpdateWebhookDto extends PartialType(CreateWebhookDto, {
  skipNullProperties: false,
}) {
  @Allow()
  @ApiHideProperty()
  id?: unknown;

  @Allow()
  @ApiHideProperty()
  account_id?: unknown;

  @Allow()
  @ApiHideProperty()
  secret?: unknown;

  @Allow()
  @ApiHideProperty()
  inbox?: unknown;
}
