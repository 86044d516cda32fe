import type { ChannelType, InboxSummary } from '../domain/inbox-summary';

export class InboxResponseDto {
  id: number;
  name: string;
  /** `Channel::Api` or `Channel::WebWidget`. */
  channel_type: ChannelType;
  webhook_url?: string;
  website_url?: string;
}

export function toInboxResponse({ id, name, channel }: InboxSummary): InboxResponseDto {
  const response = { id, name, channel_type: channel.type };
  return channel.type === 'Channel::Api'
    ? { ...response, webhook_url: channel.webhookUrl }
    : { ...response, website_url: channel.websiteUrl };
}
