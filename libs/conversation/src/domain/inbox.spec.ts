import { deciderSpec } from '@app/event-store/testing';
import { apiInbox, T1, widgetInbox } from '../testing/conversation-data';
import {
  inboxDecider,
  inboxSummary,
  type Inbox,
  type InboxChanges,
  type InboxEvent,
} from './inbox';

const given = deciderSpec(inboxDecider);

const account = { id: 1, name: 'Hoory' };
const notFound = { reason: 'not-found', message: 'Resource could not be found' } as const;
const hook = 'https://example.com/hook';

const created = (inbox: Inbox): InboxEvent => ({
  type: 'InboxCreated',
  data: { ...inbox, account },
});
const update = (changes: InboxChanges, accountId = 1) =>
  ({ type: 'UpdateInbox', accountId, changes, account, occurredAt: T1 }) as const;

describe('an inbox', () => {
  it.each([apiInbox, widgetInbox])('is created with its channel: $channel.type', (inbox) => {
    given([])
      .when({ type: 'CreateInbox', inbox, account })
      .then([created(inbox)]);
  });

  it('is created in no account that is not there', () => {
    given([])
      .when({ type: 'CreateInbox', inbox: apiInbox, account: undefined })
      .thenRefused(notFound);
  });

  it('is updated in what is given, and tells what changed', () => {
    given([created(apiInbox)])
      .when(update({ name: 'Mobile', webhookUrl: hook }))
      .then([
        {
          type: 'InboxUpdated',
          data: {
            inbox: {
              ...apiInbox,
              name: 'Mobile',
              channel: { ...apiInbox.channel, webhookUrl: hook },
              updatedAt: T1,
            },
            account,
            changes: [
              { field: 'name', previous: 'App', current: 'Mobile' },
              { field: 'webhookUrl', previous: '', current: hook },
            ],
          },
        },
      ]);
  });

  it('is updated without an event where nothing is other than it was', () => {
    given([created(apiInbox)])
      .when(update({ name: 'App', webhookUrl: '' }))
      .then([]);
  });

  it.each([
    [widgetInbox, { webhookUrl: hook }, 'channel.webhook_url'],
    [apiInbox, { websiteUrl: hook }, 'channel.website_url'],
  ])('takes no setting of another channel: $channel.type', (inbox, changes, attribute) => {
    given([created(inbox)])
      .when(update(changes))
      .thenRefused({ reason: 'invalid', attributes: [attribute] });
  });

  it('is not found before it is created, and not in another account', () => {
    given([]).when(update({})).thenRefused(notFound);
    given([created(apiInbox)])
      .when(update({ name: 'Mobile' }, 2))
      .thenRefused(notFound);
  });

  it('is what its events say', () => {
    const inbox = { ...widgetInbox, name: 'Shop' };
    const state = [
      created(widgetInbox),
      { type: 'InboxUpdated', data: { inbox, account, changes: [] } } as const,
    ].reduce((before, event) => inboxDecider.evolve(before, event), inboxDecider.initialState);
    expect(state).toEqual(inbox);
    expect(inboxSummary(state)).toEqual({
      id: 4,
      accountId: 1,
      name: 'Shop',
      channel: widgetInbox.channel,
    });
  });
});
