import { HooryApiError, HooryPlatformClient } from './index';
import { itCalls } from './testing/it-calls';
import { jsonAnswer, startRecordingServer, type RecordingServer } from './testing/recording-server';

const BASE = '/platform/api/v1';

const ACCOUNT = { id: 4, name: 'Acme' };
const ACCOUNT_USER = { account_id: 4, user_id: 9, role: 'administrator' } as const;
const NEW_USER = { name: 'Bob', email: 'bob@example.com', password: 'correct horse' };
const USER = {
  id: 9,
  uid: 'bob@example.com',
  name: 'Bob',
  available_name: 'Bob',
  display_name: null,
  email: 'bob@example.com',
  confirmed: true,
};
const TOKEN = { access_token: 'token-of-bob', expiry: null, user: USER };

const connect = (baseUrl: string): HooryPlatformClient =>
  new HooryPlatformClient({ baseUrl, accessToken: 'token-of-platform' });

describe('HooryPlatformClient', () => {
  itCalls(connect, [
    {
      does: 'finds an account',
      call: ({ accounts }) => accounts.find(4),
      sends: `GET ${BASE}/accounts/4`,
      answer: ACCOUNT,
      gives: ACCOUNT,
    },
    {
      does: 'creates an account',
      call: ({ accounts }) => accounts.create({ name: 'Acme' }),
      sends: `POST ${BASE}/accounts`,
      body: { name: 'Acme' },
      answer: ACCOUNT,
      gives: ACCOUNT,
    },
    {
      does: 'renames an account',
      call: ({ accounts }) => accounts.update(4, { name: 'Acme' }),
      sends: `PATCH ${BASE}/accounts/4`,
      body: { name: 'Acme' },
      answer: ACCOUNT,
      gives: ACCOUNT,
    },
    {
      does: 'deletes an account',
      call: ({ accounts }) => accounts.delete(4),
      sends: `DELETE ${BASE}/accounts/4`,
    },
    {
      does: 'lists the users of an account',
      call: ({ accountUsers }) => accountUsers.list(4),
      sends: `GET ${BASE}/accounts/4/account_users`,
      answer: [ACCOUNT_USER],
      gives: [ACCOUNT_USER],
    },
    {
      does: 'gives a user a role in an account',
      call: ({ accountUsers }) => accountUsers.set(4, { user_id: 9, role: 'administrator' }),
      sends: `POST ${BASE}/accounts/4/account_users`,
      body: { user_id: 9, role: 'administrator' },
      answer: ACCOUNT_USER,
      gives: ACCOUNT_USER,
    },
    {
      does: 'removes a user from an account',
      call: ({ accountUsers }) => accountUsers.remove(4, 9),
      sends: `DELETE ${BASE}/accounts/4/account_users`,
      body: { user_id: 9 },
    },
    {
      does: 'creates a user',
      call: ({ users }) => users.create(NEW_USER),
      sends: `POST ${BASE}/users`,
      body: NEW_USER,
      answer: USER,
      gives: USER,
    },
    {
      does: 'issues an access token to a user',
      call: ({ users }) => users.issueToken(9),
      sends: `GET ${BASE}/users/9/token`,
      answer: TOKEN,
      gives: TOKEN,
    },
  ]);

  describe('at its server', () => {
    let server: RecordingServer;

    beforeEach(async () => {
      server = await startRecordingServer();
    });

    afterEach(() => server.close());

    it('shows its access token and its idempotency keys', async () => {
      server.answer = jsonAnswer(200, ACCOUNT);
      const { accounts, users } = connect(server.baseUrl);

      await accounts.create({ name: 'Acme' }, { idempotencyKey: 'acme' });
      await users.create(NEW_USER, { idempotencyKey: 'bob' });

      expect(server.requests.map(({ headers }) => headers)).toMatchObject([
        { api_access_token: 'token-of-platform', 'idempotency-key': 'acme' },
        { api_access_token: 'token-of-platform', 'idempotency-key': 'bob' },
      ]);
    });

    it('rejects with what the server says', async () => {
      server.answer = jsonAnswer(404, { error: 'Resource could not be found' });

      await expect(connect(server.baseUrl).accounts.find(5)).rejects.toEqual(
        new HooryApiError(404, 'Resource could not be found'),
      );
    });
  });
});
