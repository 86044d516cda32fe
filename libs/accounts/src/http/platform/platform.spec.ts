import { DRIVERS } from '@app/event-store/testing';
import {
  AccountsApp,
  ADMINISTRATOR_TOKEN,
  INVALID_TOKEN,
  NOT_FOUND,
  PLATFORM_TOKEN,
} from '../../testing/open-accounts-app';

const PASSWORD = 'correct horse battery staple';
const INVALID_PASSWORD = {
  status: 422,
  body: {
    message: 'Password must be a string of 8 to 128 characters',
    attributes: ['password'],
  },
};

const usersOf = (accountId: number): string => `accounts/${accountId}/account_users`;

describe.each(DRIVERS)('the platform API on $name', (driver) => {
  let app: AccountsApp;
  let users = 0;

  beforeAll(async () => {
    app = await AccountsApp.open(driver);
  });
  afterAll(() => app.close());

  const createAccount = async (name = 'Shop'): Promise<number> =>
    ((await app.platform('POST', 'accounts', { name })).body as { id: number }).id;
  const newUser = (fields: object = {}) => {
    users += 1;
    return { name: 'Ada', email: `ada-${users}@example.com`, password: PASSWORD, ...fields };
  };
  const createUser = async (): Promise<number> =>
    ((await app.platform('POST', 'users', newUser())).body as { id: number }).id;

  describe('asks for its token', () => {
    it.each<[string, Record<string, string>]>([
      ['api_access_token', { api_access_token: PLATFORM_TOKEN }],
      ['Authorization: Bearer', { authorization: `Bearer ${PLATFORM_TOKEN}` }],
    ])('as %s', async (_, headers) => {
      expect(await app.send('GET', '/platform/api/v1/accounts/1', headers)).toMatchObject({
        status: 200,
      });
    });

    it.each<[string, Record<string, string>]>([
      ['none', {}],
      ['an unknown one', { api_access_token: 'nobody' }],
      ['a part of it', { api_access_token: PLATFORM_TOKEN.slice(0, -1) }],
      ['an administrator’s', { api_access_token: ADMINISTRATOR_TOKEN }],
    ])('and refuses %s', async (_, headers) => {
      for (const path of ['accounts/1', 'accounts/1/account_users', 'users/1/token', 'accounts/99'])
        expect(await app.send('GET', `/platform/api/v1/${path}`, headers)).toMatchObject(
          INVALID_TOKEN,
        );
    });

    it('and opens no account by it', async () => {
      expect(await app.call(PLATFORM_TOKEN, 'GET', '1/agents')).toMatchObject(INVALID_TOKEN);
    });
  });

  describe('of accounts', () => {
    it('makes one, finds it and renames it', async () => {
      const created = await app.platform('POST', 'accounts', { name: 'Shop' });
      const { id } = created.body as { id: number };
      expect(created).toMatchObject({ status: 200, body: { id, name: 'Shop' } });
      expect(await app.platform('GET', `accounts/${id}`)).toMatchObject({
        status: 200,
        body: { id, name: 'Shop' },
      });
      const renamed = { status: 200, body: { id, name: 'Store' } };
      expect(await app.platform('PATCH', `accounts/${id}`, { name: 'Store' })).toMatchObject(
        renamed,
      );
      expect(await app.platform('GET', `accounts/${id}`)).toMatchObject(renamed);
    });

    it('deletes one, of which nothing can be reached then', async () => {
      const shop = await app.addAccount('Doomed');
      const { token } = shop.administrator;
      await app.call(token, 'POST', `${shop.id}/teams`, { name: 'Sales' });
      expect(await app.platform('DELETE', `accounts/${shop.id}`)).toMatchObject({
        status: 200,
        body: undefined,
      });
      for (const path of ['agents', 'teams']) {
        expect(await app.call(token, 'GET', `${shop.id}/${path}`)).toMatchObject(NOT_FOUND);
      }
      const path = `accounts/${shop.id}`;
      const member = { user_id: shop.agent.id, role: 'agent' };
      expect(await app.platform('GET', path)).toMatchObject(NOT_FOUND);
      expect(await app.platform('PATCH', path, { name: 'Store' })).toMatchObject(NOT_FOUND);
      expect(await app.platform('DELETE', path)).toMatchObject(NOT_FOUND);
      expect(await app.platform('GET', `${path}/account_users`)).toMatchObject(NOT_FOUND);
      expect(await app.platform('POST', `${path}/account_users`, member)).toMatchObject(NOT_FOUND);
      expect(await app.platform('DELETE', `${path}/account_users`, member)).toMatchObject({
        status: 422,
      });
      expect(
        await app.platform('DELETE', `${path}/account_users`, { user_id: shop.agent.id }),
      ).toMatchObject(NOT_FOUND);
    });

    it.each([
      [{}, 'Name must be a string, got nothing'],
      [{ name: ' ' }, 'Name must not be blank, got " "'],
      [{ name: 7 }, 'Name must be a string, got 7'],
    ])('refuses %j', async (body, message) => {
      const refusal = { status: 422, body: { message, attributes: ['name'] } };
      expect(await app.platform('POST', 'accounts', body)).toMatchObject(refusal);
      expect(await app.platform('PATCH', 'accounts/1', body)).toMatchObject(refusal);
    });

    it.each(['99', '0', 'one'])('knows none by the id %s', async (id) => {
      expect(await app.platform('GET', `accounts/${id}`)).toMatchObject(NOT_FOUND);
    });
  });

  describe('of users', () => {
    it('makes one', async () => {
      const user = newUser({ email: 'Countess@Example.com', display_name: 'The Countess' });
      expect(await app.platform('POST', 'users', user)).toMatchObject({
        status: 200,
        body: {
          id: expect.any(Number),
          uid: 'countess@example.com',
          provider: 'email',
          name: 'Ada',
          display_name: 'The Countess',
          available_name: 'The Countess',
          email: 'countess@example.com',
          confirmed: true,
          custom_attributes: {},
        },
      });
    });

    it('keeps no password, and shows nobody its hash', async () => {
      const user = newUser();
      const { body } = await app.platform('POST', 'users', user);
      const { events } = await app.harness.store.readBatch('', 10_000);
      const rows = await app.harness.sql('SELECT * FROM users');
      expect(JSON.stringify([events, rows, body])).not.toContain(PASSWORD);
      expect(rows.at(-1)).toMatchObject({ password_hash: expect.stringMatching(/^\$scrypt\$/) });
      expect(JSON.stringify(body)).not.toContain('scrypt');
    });

    it.each(['taken@example.com', 'TAKEN@example.com'])(
      'refuses an e-mail that another user has: %s',
      async (email) => {
        await app.platform('POST', 'users', newUser({ email: 'taken@example.com' }));
        expect(await app.platform('POST', 'users', newUser({ email }))).toMatchObject({
          status: 422,
          body: { message: 'Email has already been taken', attributes: ['email'] },
        });
      },
    );

    it.each(['short', '1234567', '', 'a'.repeat(129), 12_345_678, null, undefined])(
      'refuses the password %j, without repeating it',
      async (password) => {
        const reply = await app.platform('POST', 'users', newUser({ password }));
        expect(reply).toMatchObject(INVALID_PASSWORD);
      },
    );

    it.each<[object, string]>([
      [{ name: '' }, 'name'],
      [{ email: 'ada' }, 'email'],
      [{ display_name: ' ' }, 'display_name'],
      [{ admin: true }, 'admin'],
    ])('refuses %j', async (fields, attribute) => {
      const events = await app.eventCount();
      expect(await app.platform('POST', 'users', newUser(fields))).toMatchObject({
        status: 422,
        body: { attributes: [attribute] },
      });
      expect(await app.eventCount()).toBe(events);
    });

    it.each(['GET', 'POST'] as const)('gives a new token by each %s', async (method) => {
      const userId = await createUser();
      const replies = [
        await app.platform(method, `users/${userId}/token`),
        await app.platform(method, `users/${userId}/token`),
      ];
      expect(replies[0]).toMatchObject({
        status: 200,
        headers: { 'cache-control': 'no-store' },
        body: {
          access_token: expect.stringMatching(/^[\w-]{24}$/),
          expiry: null,
          user: { id: userId, name: 'Ada', display_name: null, email: `ada-${users}@example.com` },
        },
      });
      const tokens = replies.map(({ body }) => (body as { access_token: string }).access_token);
      expect(new Set(tokens).size).toBe(2);
      for (const token of tokens) {
        expect(await app.send('GET', '/api/v1/profile', { api_access_token: token })).toMatchObject(
          { status: 200, body: { id: userId, accounts: [] } },
        );
      }
    });

    it.each(['999999', 'one'])('gives none to nobody: %s', async (id) => {
      expect(await app.platform('GET', `users/${id}/token`)).toMatchObject(NOT_FOUND);
    });
  });

  describe('of the users of an account', () => {
    it('takes users in, and lists them by their ids', async () => {
      const [accountId, ada, bob] = [await createAccount(), await createUser(), await createUser()];
      const member = { user_id: bob, role: 'agent' };
      expect(await app.platform('POST', usersOf(accountId), member)).toMatchObject({
        status: 200,
        body: { account_id: accountId, ...member },
      });
      const administrator = { user_id: String(ada), role: 'administrator' };
      await app.platform('POST', usersOf(accountId), administrator);
      expect(await app.platform('GET', usersOf(accountId))).toMatchObject({
        status: 200,
        body: [
          { account_id: accountId, user_id: ada, role: 'administrator' },
          { account_id: accountId, user_id: bob, role: 'agent' },
        ],
      });
    });

    it('gives a user another role, by whom the next request has it', async () => {
      const accountId = await createAccount();
      const { id, token } = await app.addUser(accountId, 'promoted@example.com', 'agent');
      const agent = { name: 'Bob', email: 'brought@example.com', role: 'agent' };
      const bring = () => app.call(token, 'POST', `${accountId}/agents`, agent);
      expect(await bring()).toMatchObject({ status: 401 });
      const promoted = { user_id: id, role: 'administrator' };
      expect(await app.platform('POST', usersOf(accountId), promoted)).toMatchObject({
        status: 200,
        body: promoted,
      });
      expect(await bring()).toMatchObject({ status: 200 });
      expect(await app.call(token, 'GET', `${accountId}/agents`)).toMatchObject({
        body: [{ id, role: 'administrator' }, { role: 'agent' }],
      });
    });

    it.each<[string, (userId: number) => [query: string, body?: object]]>([
      ['its body', (user_id) => ['', { user_id }]],
      ['its query', (userId) => [`?user_id=${userId}`]],
    ])('lets a user go whom a DELETE names in %s', async (_, name) => {
      const accountId = await createAccount();
      const { id, token } = await app.addUser(accountId, `left-${users++}@example.com`, 'agent');
      const [query, body] = name(id);
      const remove = () => app.platform('DELETE', `${usersOf(accountId)}${query}`, body);
      expect(await remove()).toMatchObject({ status: 200, body: undefined });
      expect(await app.call(token, 'GET', `${accountId}/agents`)).toMatchObject(NOT_FOUND);
      expect(await app.platform('GET', usersOf(accountId))).toMatchObject({ body: [] });
      expect(await remove()).toMatchObject({ status: 200 });
    });

    it.each<[object, string]>([
      [{ role: 'agent' }, 'user_id'],
      [{ user_id: 'one', role: 'agent' }, 'user_id'],
      [{ user_id: 999_999, role: 'agent' }, 'user_id'],
      [{ user_id: 1 }, 'role'],
      [{ user_id: 1, role: 'owner' }, 'role'],
    ])('refuses %j', async (member, attribute) => {
      const accountId = await createAccount();
      const events = await app.eventCount();
      expect(await app.platform('POST', usersOf(accountId), member)).toMatchObject({
        status: 422,
        body: { attributes: [attribute] },
      });
      expect(await app.eventCount()).toBe(events);
    });

    it.each<[string, object | undefined]>([
      ['', undefined],
      ['?user_id=one', undefined],
      ['', { user_id: null }],
      ['', []],
    ])('refuses a DELETE that names nobody: %s %j', async (query, body) => {
      expect(await app.platform('DELETE', `${usersOf(1)}${query}`, body)).toMatchObject({
        status: 422,
        body: { message: expect.any(String), attributes: expect.any(Array) },
      });
    });
  });
});
