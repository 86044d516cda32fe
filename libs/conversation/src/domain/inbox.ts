import type { Decider, StreamRef } from '@app/event-store';

export type ChannelType = 'Channel::Api' | 'Channel::WebWidget';

export interface Channel {
  readonly type: ChannelType;
  /** Where an API inbox's own software listens; "" when it does not. */
  readonly webhookUrl: string;
  /** The page a widget inbox sits on; "" for other channels. */
  readonly websiteUrl: string;
}

export interface Inbox {
  readonly id: number;
  readonly accountId: number;
  readonly name: string;
  readonly channel: Channel;
}

export type InboxEvent = { type: 'InboxCreated'; data: Inbox };

export type InboxCommand = { type: 'CreateInbox' } & Inbox;

export const inboxStream = (id: number): string => `inbox-${id}`;

export const inboxDecider: Decider<InboxCommand, Inbox, InboxEvent> = {
  stateSchema: 1,
  initialState: {
    id: 0,
    accountId: 0,
    name: '',
    channel: { type: 'Channel::Api', webhookUrl: '', websiteUrl: '' },
  },

  decide({ id, accountId, name, channel }) {
    return [{ type: 'InboxCreated', data: { id, accountId, name, channel } }];
  },

  evolve(_, event) {
    return event.data;
  },
};

export const inboxRef = (id: number): StreamRef<Inbox> => ({
  stream: inboxStream(id),
  decider: inboxDecider,
});
