import { Refusal, type Decider, type StreamRef } from '@app/event-store';
import { changesBetween, type Change } from './changes';
import type { InboxSummary } from './inbox-summary';
import type { AccountSnapshot } from './snapshots';

export interface Inbox extends InboxSummary {
  /** What the inbox is called by from outside: an API inbox's identifier, a widget's website token. */
  readonly identifier: string;
  /** With its token a customer's own server proves who a contact is. */
  readonly sealedHmacToken: string;
  /** As what `channel.webhookUrl` gets the inbox's events: it shares the webhooks' ids. */
  readonly callback: Callback;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface Callback {
  readonly webhookId: number;
  readonly sealedSecret: string;
}

export type InboxField = 'name' | 'webhookUrl' | 'websiteUrl';

export type InboxEvent =
  | { type: 'InboxCreated'; data: Inbox & { readonly account: AccountSnapshot } }
  | { type: 'InboxUpdated'; data: InboxUpdatedData };

export interface InboxUpdatedData {
  readonly inbox: Inbox;
  readonly account: AccountSnapshot;
  readonly changes: readonly Change<InboxField>[];
}

export interface InboxChanges {
  readonly name?: string;
  readonly webhookUrl?: string;
  readonly websiteUrl?: string;
}

export type InboxCommand =
  | { type: 'CreateInbox'; inbox: Inbox; account: AccountSnapshot | undefined }
  | {
      type: 'UpdateInbox';
      accountId: number;
      changes: InboxChanges;
      account: AccountSnapshot | undefined;
      occurredAt: string;
    };

export const inboxStream = (id: number): string => `inbox-${id}`;

export const inboxDecider: Decider<InboxCommand, Inbox, InboxEvent> = {
  stateSchema: 2,
  initialState: {
    id: 0,
    accountId: 0,
    name: '',
    channel: { type: 'Channel::Api', webhookUrl: '', websiteUrl: '' },
    identifier: '',
    sealedHmacToken: '',
    callback: { webhookId: 0, sealedSecret: '' },
    createdAt: '',
    updatedAt: '',
  },

  decide(command, state) {
    const { account } = command;
    if (!account) throw Refusal.notFound();
    switch (command.type) {
      case 'CreateInbox':
        return [{ type: 'InboxCreated', data: { ...command.inbox, account } }];
      case 'UpdateInbox': {
        if (state.id === 0 || state.accountId !== command.accountId) throw Refusal.notFound();
        const { name = state.name, ...channelChanges } = command.changes;
        checkChannelChanges(state, channelChanges);
        const channel = { ...state.channel, ...channelChanges };
        const changes = changesBetween(
          { name: state.name, ...state.channel },
          { name, ...channel },
          ['name', 'webhookUrl', 'websiteUrl'],
        );
        if (changes.length === 0) return [];
        const inbox = { ...state, name, channel, updatedAt: command.occurredAt };
        return [{ type: 'InboxUpdated', data: { inbox, account, changes } }];
      }
    }
  },

  evolve(_, event) {
    switch (event.type) {
      case 'InboxCreated': {
        const { account: _account, ...inbox } = event.data;
        return inbox;
      }
      case 'InboxUpdated':
        return event.data.inbox;
    }
  },
};

function checkChannelChanges({ channel }: Inbox, { webhookUrl, websiteUrl }: InboxChanges): void {
  if (webhookUrl !== undefined && channel.type !== 'Channel::Api') {
    throw Refusal.invalid('channel.webhook_url', 'Channel.webhook url is for API inboxes only');
  }
  if (websiteUrl !== undefined && channel.type !== 'Channel::WebWidget') {
    throw Refusal.invalid('channel.website_url', 'Channel.website url is for widget inboxes only');
  }
}

export const inboxRef = (id: number): StreamRef<Inbox> => ({
  stream: inboxStream(id),
  decider: inboxDecider,
});

/** Without what nobody but the inbox's own software may know. */
export function inboxSummary({ id, accountId, name, channel }: Inbox): InboxSummary {
  return { id, accountId, name, channel };
}
