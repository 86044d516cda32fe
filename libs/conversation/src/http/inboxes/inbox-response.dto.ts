import { ApiProperty } from '@nestjs/swagger';
import type { Inbox } from '../../domain/inbox';
import type { ChannelType, InboxSummary } from '../../domain/inbox-summary';

export class InboxSummaryResponseDto {
  id: number;
  name: string;
  /** `Channel::Api` or `Channel::WebWidget`. */
  channel_type: ChannelType;
  /** The same as `id`. */
  channel_id: number;
  avatar_url: string;
  /** Of widget inboxes. */
  website_url?: string;
  /** Of API inboxes. */
  webhook_url?: string;
}

/** The settings that existing clients expect and that this system has not stand at what it does. */
export class InboxResponseDto extends InboxSummaryResponseDto {
  greeting_enabled: boolean;
  greeting_message: string | null;
  enable_auto_assignment: boolean;
  auto_assignment_config: Record<string, never>;
  enable_email_collect: boolean;
  allow_messages_after_resolved: boolean;
  lock_to_single_conversation: boolean;
  csat_survey_enabled: boolean;
  business_name: string | null;
  timezone: string;
  working_hours_enabled: boolean;
  @ApiProperty({
    type: 'array',
    maxItems: 0,
    items: { type: 'object', additionalProperties: true },
  })
  working_hours: Record<string, never>[];
  out_of_office_message: string | null;
  /** Widget inboxes: what the widget names its inbox by. */
  website_token?: string;
  widget_color?: string;
  welcome_title?: string | null;
  welcome_tagline?: string | null;
  /** API inboxes: what the client API of contacts names its inbox by. */
  inbox_identifier?: string;
  hmac_mandatory: boolean;
  /** For administrators: the key of every `identifier_hash`. */
  hmac_token?: string;
  /** API inboxes, for administrators: signs every POST to `webhook_url`, as a webhook's secret. */
  secret?: string;
}

export class InboxListDto {
  payload: InboxResponseDto[];
}

/** What only administrators get to see, unsealed. */
export interface InboxSecrets {
  readonly hmacToken: string;
  readonly callbackSecret: string;
}

const DEFAULT_WIDGET_COLOR = '#1f93ff';

const SETTINGS = {
  greeting_enabled: false,
  greeting_message: null,
  enable_auto_assignment: false,
  auto_assignment_config: {},
  enable_email_collect: false,
  allow_messages_after_resolved: true,
  lock_to_single_conversation: false,
  csat_survey_enabled: false,
  business_name: null,
  timezone: 'UTC',
  working_hours_enabled: false,
  working_hours: [],
  out_of_office_message: null,
  hmac_mandatory: false,
};

export function toInboxSummaryResponse(inbox: InboxSummary): InboxSummaryResponseDto {
  return summaryFields(inbox);
}

export function toInboxResponse(inbox: Inbox, secrets: InboxSecrets | null): InboxResponseDto {
  const isApi = inbox.channel.type === 'Channel::Api';
  return {
    ...summaryFields(inbox),
    ...SETTINGS,
    ...(isApi
      ? { inbox_identifier: inbox.identifier }
      : {
          website_token: inbox.identifier,
          widget_color: DEFAULT_WIDGET_COLOR,
          welcome_title: null,
          welcome_tagline: null,
        }),
    ...(secrets && { hmac_token: secrets.hmacToken }),
    ...(secrets && isApi && { secret: secrets.callbackSecret }),
  };
}

function summaryFields({ id, name, channel }: InboxSummary) {
  return {
    id,
    name,
    channel_type: channel.type,
    channel_id: id,
    avatar_url: '',
    ...(channel.type === 'Channel::Api'
      ? { webhook_url: channel.webhookUrl }
      : { website_url: channel.websiteUrl }),
  };
}
