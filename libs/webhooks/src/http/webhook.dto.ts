import { IsId } from '@app/http';
import { EVENT_NAMES, FORMATS, type EventName, type Format } from '@app/payloads';
import { ApiHideProperty, ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import {
  Allow,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import {
  MAX_RATE_LIMIT,
  MAX_TIMEOUT_SECONDS,
  ORDERINGS,
  type Ordering,
} from '../domain/webhook-settings';
import { unquoted } from './unquoted';

/** What the events' names and the URL must be is the decider's to say, in the same words. */
const INVALID_URL = { message: 'Url is invalid' };
const INVALID_EVENTS = { message: 'Subscriptions Invalid events' };

export class WebhookSettingsDto {
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

  /** How long headers and body of a response may take together, once there is a connection; 15 by default. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_TIMEOUT_SECONDS)
  timeout_seconds?: number | null;

  /** At most so many POSTs a second; none by default. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_RATE_LIMIT)
  rate_limit?: number | null;

  /** `conversation` sends the events of one conversation one after the other, in order; `none` by default. */
  @IsOptional()
  @IsIn(ORDERINGS)
  ordering?: Ordering | null;

  /**
   * Headers that every POST is to carry besides the system's, at most 20: names of at most 64
   * characters, values of 1 to 1,024 visible ASCII characters. They take the place of all there
   * are; null takes them away. The values are never shown again.
   */
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string', minLength: 1, maxLength: 1_024 },
    maxProperties: 20,
  })
  @IsOptional()
  @IsObject({ message: unquoted('Headers must be an object of names and values') })
  headers?: Record<string, string> | null;
}

export class CreateWebhookDto extends WebhookSettingsDto {
  /** Signs every POST: `whsec_` and base64 of 24 to 64 bytes; made where it is left out. */
  @IsOptional()
  @IsString({ message: unquoted('Secret must be whsec_ and base64 of 24 to 64 bytes') })
  secret?: string | null;
}

/**
 * A URL may be left out, but null is none. Clients change what they have read and send all of it
 * back, so that what an answer has beside the settings is known here, and changes nothing; its
 * secret must be the one it is.
 */
export class UpdateWebhookDto extends PartialType(WebhookSettingsDto, {
  skipNullProperties: false,
}) {
  @IsOptional()
  @IsString({ message: unquoted('Secret must be the one of now') })
  @ApiHideProperty()
  secret?: string | null;

  @Allow()
  @ApiHideProperty()
  id?: unknown;

  @Allow()
  @ApiHideProperty()
  account_id?: unknown;

  @Allow()
  @ApiHideProperty()
  inbox?: unknown;

  @Allow()
  @ApiHideProperty()
  previous_secret_valid_until?: unknown;

  @Allow()
  @ApiHideProperty()
  custom_header_names?: unknown;

  @Allow()
  @ApiHideProperty()
  status?: unknown;

  @Allow()
  @ApiHideProperty()
  disabled_reason?: unknown;

  @Allow()
  @ApiHideProperty()
  disabled_at?: unknown;
}
