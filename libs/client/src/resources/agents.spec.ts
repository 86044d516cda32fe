import { AGENT, connectHoory } from '../testing/fixtures';
import { itCalls } from '../testing/it-calls';

const BASE = '/api/v1/accounts/3/agents';

const NEW_AGENT = { name: 'Ann Lee', email: 'ann@example.com', role: 'agent' } as const;

describe('agents', () => {
  itCalls(connectHoory, [
    {
      does: 'lists agents',
      call: ({ agents }) => agents.list(),
      sends: `GET ${BASE}`,
      answer: [AGENT],
      gives: [AGENT],
    },
    {
      does: 'creates an agent',
      call: ({ agents }) => agents.create(NEW_AGENT),
      sends: `POST ${BASE}`,
      body: NEW_AGENT,
      answer: AGENT,
      gives: AGENT,
    },
  ]);
});
