import { connectHoory } from '../testing/fixtures';
import { itCalls } from '../testing/it-calls';

const PROFILE = {
  id: 2,
  uid: 'ann@example.com',
  name: 'Ann Lee',
  available_name: 'Ann',
  display_name: 'Ann',
  email: 'ann@example.com',
  accounts: [{ id: 3, name: 'Acme', role: 'agent' }],
};

describe('profile', () => {
  itCalls(connectHoory, [
    {
      does: 'finds whose token it is, outside of the account',
      call: ({ profile }) => profile.find(),
      sends: 'GET /api/v1/profile',
      answer: PROFILE,
      gives: PROFILE,
    },
  ]);
});
