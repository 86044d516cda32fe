import { connectHoory } from '../testing/fixtures';
import { itCalls } from '../testing/it-calls';

const EVENT_TYPE = {
  name: 'message_created',
  label: 'Message created',
  description: 'A message was sent',
  formats: {
    hoory: { schema: { type: 'object' }, example: { event: 'message_created', id: '42' } },
    chatwoot: { schema: { type: 'object' }, example: { event: 'message_created', id: 42 } },
  },
};

describe('event types', () => {
  itCalls(connectHoory, [
    {
      does: 'lists the types of events, outside of the account',
      call: ({ eventTypes }) => eventTypes.list(),
      sends: 'GET /api/v1/event_types',
      answer: [EVENT_TYPE],
      gives: [EVENT_TYPE],
    },
  ]);
});
