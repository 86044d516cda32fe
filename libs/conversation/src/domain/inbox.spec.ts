import { deciderSpec } from '@app/event-store/testing';
import { apiInbox, widgetInbox } from '../testing/conversation-data';
import { inboxDecider } from './inbox';

const given = deciderSpec(inboxDecider);

describe('an inbox', () => {
  it.each([apiInbox, widgetInbox])('is created with its channel: $channel.type', (inbox) => {
    given([])
      .when({ type: 'CreateInbox', ...inbox })
      .then([{ type: 'InboxCreated', data: inbox }]);
  });

  it('is what its creation says', () => {
    const state = inboxDecider.evolve(inboxDecider.initialState, {
      type: 'InboxCreated',
      data: widgetInbox,
    });
    expect(state).toEqual(widgetInbox);
  });
});
