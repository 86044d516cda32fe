import { Type } from 'class-transformer';
import {
  IsDefined,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUrl,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

const HTTP_URL = { protocols: ['http', 'https'], require_protocol: true, require_tld: false };

export class ChannelDto {
  @IsIn(['api', 'web_widget'])
  type: 'api' | 'web_widget';

  /** API inboxes: where your software listens for the inbox's events. */
  @IsOptional()
  @ValidateIf(({ webhook_url }: ChannelDto) => webhook_url !== '')
  @IsUrl(HTTP_URL)
  webhook_url?: string | null;

  /** Widget inboxes: the page the widget sits on. */
  @ValidateIf(
    ({ type, website_url }: ChannelDto) => type === 'web_widget' || (website_url ?? null) !== null,
  )
  @IsString()
  @IsNotEmpty()
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
}
