import { deciderSpec } from '@app/event-store/testing';
import { situation } from '../../testing/conversation-data';
import { activity, change, conversationUpdated, created } from '../../testing/conversation-events';
import type { ConversationCommand } from './commands';
import { PRIORITIES, type Priority } from './conversation';
import { conversationDecider } from './decider';

const given = deciderSpec(conversationDecider);

const prioritize = (priority: Priority | null): ConversationCommand => ({
  type: 'SetPriority',
  priority,
  situation: situation(),
});

describe('setting the priority', () => {
  it.each(PRIORITIES)('to %s tells of it', (priority) => {
    given([created()])
      .when(prioritize(priority))
      .then([
        activity(`Priority was set to ${priority} by Ada`, { priority }),
        conversationUpdated({ priority }, [change('priority', null, priority)]),
      ]);
  });

  it('to none takes it away', () => {
    given([created({ priority: 'high' })])
      .when(prioritize(null))
      .then([
        activity('Priority was removed by Ada', { priority: null }),
        conversationUpdated({ priority: null }, [change('priority', 'high', null)]),
      ]);
  });

  it.each(['urgent', null] as const)('to what it is changes nothing: %s', (priority) => {
    given([created({ priority })])
      .when(prioritize(priority))
      .then([]);
  });

  it('is refused in a conversation that is not there', () => {
    given([]).when(prioritize('low')).thenRefused({ reason: 'not-found' });
  });
});
