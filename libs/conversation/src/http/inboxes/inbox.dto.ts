import { parseUrl } from '@app/http';
import { ApiHideProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  Allow,
  buildMessage,
  IsDefined,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  Matches,
} from 'class-validator';
import type { InboxChanges } from '../../domain/inbox';
import type { Channel } from '../../domain/inbox-summary';

const MAX_URL_LENGTH = 2_048;

/** Settings pages link a widget's site. */
const NO_SCRIPT = /^(?!\s*(?:javascript|data|vbscript):)/i;

/** Any host is a valid name, also that of a container: what may be called is for the sender to say. */
function IsCallbackUrl(): PropertyDecorator {
  return ValidateBy({
    name: 'isCallbackUrl',
    validator: {
      validate: isCallbackUrl,
      defaultMessage: buildMessage(
        (eachPrefix) => `${eachPrefix}$property must be an http or https URL without credentials`,
      ),
    },
  });
}

function isCallbackUrl(value: unknown): boolean {
  // The parser would mend what stands around it.
  if (typeof value !== 'string' || !/^https?:\/\/[^\s\\]+$/i.test(value)) return false;
  if (value.length > MAX_URL_LENGTH) return false;
  const url = parseUrl(value);
  return url?.username === '' && url.password === '';
}

/** How a widget looks is taken from existing clients and ignored: nobody shows it here. */
class WidgetLooksDto {
  @Allow()
  @ApiHideProperty()
  widget_color?: unknown;

  @Allow()
  @ApiHideProperty()
  welcome_title?: unknown;

  @Allow()
  @ApiHideProperty()
  welcome_tagline?: unknown;

  @Allow()
  @ApiHideProperty()
  agent_away_message?: unknown;
}

export class ChannelDto extends WidgetLooksDto {
  @IsIn(['api', 'web_widget'])
  type: 'api' | 'web_widget';

  /** API inboxes: where your software listens for the inbox's events. */
  @IsOptional()
  @ValidateIf(({ webhook_url }: ChannelDto) => webhook_url !== '')
  @IsCallbackUrl()
  webhook_url?: string | null;

  /** Widget inboxes: the page the widget sits on. */
  @ValidateIf(
    ({ type, website_url }: ChannelDto) => type === 'web_widget' || (website_url ?? null) !== null,
  )
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_URL_LENGTH)
  @Matches(NO_SCRIPT, { message: 'Website url is invalid' })
  website_url?: string;
}

export class CreateInboxDto {
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name: string;

  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => ChannelDto)
  channel: ChannelDto;

  /** Taken from existing clients and ignored: inboxes have no pictures here. */
  @Allow()
  @ApiHideProperty()
  avatar?: unknown;
}

export class ChannelChangesDto extends WidgetLooksDto {
  /** API inboxes: "" and null for nowhere. */
  @IsOptional()
  @ValidateIf(({ webhook_url }: ChannelChangesDto) => webhook_url !== '')
  @IsCallbackUrl()
  webhook_url?: string | null;

  /** Widget inboxes. */
  @ValidateIf(({ website_url }: ChannelChangesDto) => website_url !== undefined)
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_URL_LENGTH)
  @Matches(NO_SCRIPT, { message: 'Website url is invalid' })
  website_url?: string;
}

export class UpdateInboxDto {
  @ValidateIf(({ name }: UpdateInboxDto) => name !== undefined)
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  name?: string;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ChannelChangesDto)
  channel?: ChannelChangesDto | null;

  /** Taken from existing clients and ignored: nothing is assigned by itself here. */
  @Allow()
  @ApiHideProperty()
  enable_auto_assignment?: unknown;

  /** Ignored as when an inbox is created. */
  @Allow()
  @ApiHideProperty()
  avatar?: unknown;
}

export function toChannel({ type, webhook_url, website_url }: ChannelDto): Channel {
  return type === 'api'
    ? { type: 'Channel::Api', webhookUrl: webhook_url ?? '', websiteUrl: '' }
    : { type: 'Channel::WebWidget', webhookUrl: '', websiteUrl: website_url ?? '' };
}

/** What the request leaves out stays as it is. */
export function toInboxChanges({ name, channel }: UpdateInboxDto): InboxChanges {
  return {
    ...(name !== undefined && { name }),
    ...(channel?.webhook_url !== undefined && { webhookUrl: channel.webhook_url ?? '' }),
    ...(channel?.website_url !== undefined && { websiteUrl: channel.website_url }),
  };
}
