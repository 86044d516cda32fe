import { AGENT, connectHoory, TEAM } from '../testing/fixtures';
import { itCalls } from '../testing/it-calls';

const BASE = '/api/v1/accounts/3/teams';

const NEW_TEAM = { name: 'support', description: 'First line' };

describe('teams', () => {
  itCalls(connectHoory, [
    {
      does: 'lists teams',
      call: ({ teams }) => teams.list(),
      sends: `GET ${BASE}`,
      answer: [TEAM],
      gives: [TEAM],
    },
    {
      does: 'finds a team',
      call: ({ teams }) => teams.find(6),
      sends: `GET ${BASE}/6`,
      answer: TEAM,
      gives: TEAM,
    },
    {
      does: 'creates a team',
      call: ({ teams }) => teams.create(NEW_TEAM),
      sends: `POST ${BASE}`,
      body: NEW_TEAM,
      answer: TEAM,
      gives: TEAM,
    },
    {
      does: 'updates a team with the changes alone',
      call: ({ teams }) => teams.update(6, { description: '' }),
      sends: `PATCH ${BASE}/6`,
      body: { description: '' },
      answer: TEAM,
      gives: TEAM,
    },
    {
      does: 'deletes a team',
      call: ({ teams }) => teams.delete(6),
      sends: `DELETE ${BASE}/6`,
    },
    {
      does: 'lists the members of a team',
      call: ({ teams }) => teams.listMembers(6),
      sends: `GET ${BASE}/6/team_members`,
      answer: [AGENT],
      gives: [AGENT],
    },
    {
      does: 'adds members to a team',
      call: ({ teams }) => teams.addMembers(6, [2]),
      sends: `POST ${BASE}/6/team_members`,
      body: { user_ids: [2] },
      answer: [AGENT],
      gives: [AGENT],
    },
    {
      does: 'removes members from a team',
      call: ({ teams }) => teams.removeMembers(6, [2, 4]),
      sends: `DELETE ${BASE}/6/team_members`,
      body: { user_ids: [2, 4] },
    },
  ]);
});
