export type ChannelType = 'Channel::Api' | 'Channel::WebWidget';

export interface Channel {
  readonly type: ChannelType;
  /** Where an API inbox's own software listens; "" when it does not. */
  readonly webhookUrl: string;
  /** The page a widget inbox sits on; "" for other channels. */
  readonly websiteUrl: string;
}

/** What events of conversations say of their inbox. */
export interface InboxSummary {
  readonly id: number;
  readonly accountId: number;
  readonly name: string;
  readonly channel: Channel;
}
