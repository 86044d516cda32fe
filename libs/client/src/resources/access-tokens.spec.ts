import { connectHoory } from '../testing/fixtures';
import { itCalls } from '../testing/it-calls';

const TOKEN = { id: 4, name: 'CRM export', created_at: '2026-01-01T00:00:00.000Z' };
const CREATED = { ...TOKEN, access_token: 'shown-this-once' };

describe('access tokens', () => {
  itCalls(connectHoory, [
    {
      does: 'lists those of the user',
      call: ({ accessTokens }) => accessTokens.list(),
      sends: 'GET /api/v1/profile/access_tokens',
      answer: { payload: [TOKEN] },
      gives: [TOKEN],
    },
    {
      does: 'makes one',
      call: ({ accessTokens }) => accessTokens.create('CRM export'),
      sends: 'POST /api/v1/profile/access_tokens',
      body: { name: 'CRM export' },
      answer: { payload: CREATED },
      gives: CREATED,
    },
    {
      does: 'revokes one',
      call: ({ accessTokens }) => accessTokens.revoke(4),
      sends: 'DELETE /api/v1/profile/access_tokens/4',
    },
  ]);
});
