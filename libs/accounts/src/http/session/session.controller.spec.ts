import { DRIVERS } from '@app/event-store/testing';
import {
  AccountsApp,
  ADMINISTRATOR_TOKEN,
  type TestAccount,
} from '../../testing/open-accounts-app';

const PATH = '/api/v1/session';
const PASSWORD = 'correct horse';
const ANOTHER = 'battery staple';
const TWO_WEEKS_MS = 14 * 24 * 60 * 60 * 1_000;
const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' };
const NOBODY = { signed_in: false, first_run: false, profile: null };
const WRONG = { status: 401, body: { error: 'Invalid e-mail or password' } };

describe.each(DRIVERS)('a session on $name', (driver) => {
  let app: AccountsApp;

  const send = (method: 'GET' | 'POST' | 'DELETE', headers = {}, body?: unknown, path = PATH) =>
    app.send(method, path, headers, body);
  const signIn = async (email: string, password = PASSWORD): Promise<{ cookie: string }> => {
    const { headers } = await send('POST', {}, { email, password });
    return { cookie: String(headers['set-cookie']).split(';')[0]! };
  };
  const firstRun = (choice: object) =>
    send('POST', {}, { access_token: ADMINISTRATOR_TOKEN, ...choice }, `${PATH}/first_run`);

  describe('of a new installation', () => {
    const choice = { name: 'Ada', email: 'Ada@example.com', password: PASSWORD };

    beforeEach(async () => {
      app = await AccountsApp.open(driver);
    });
    afterEach(() => app.close());

    it('begins with the administrator, who chooses how to sign in', async () => {
      expect((await send('GET')).body).toEqual({ ...NOBODY, first_run: true });

      const { status, body, headers } = await firstRun(choice);

      expect({ status, body }).toMatchObject({
        status: 200,
        body: {
          signed_in: true,
          first_run: false,
          profile: { id: 1, name: 'Ada', email: 'ada@example.com', accounts: [{ id: 1 }] },
        },
      });
      expect(headers['set-cookie']).toMatch(
        /^hoory_session=[\w-]{24}; Path=\/; Max-Age=1209600; HttpOnly; SameSite=Lax$/,
      );
      expect((await send('GET')).body).toEqual(NOBODY);
      expect((await send('GET', await signIn('ada@example.com'))).body).toMatchObject({
        profile: { name: 'Ada' },
      });
    });

    it('is nobody’s without the access token that the start printed', async () => {
      expect(await firstRun({ ...choice, access_token: 'guessed-by-somebody' })).toMatchObject({
        status: 401,
        body: { error: 'Invalid Access Token' },
      });
      expect((await send('GET')).body).toEqual({ ...NOBODY, first_run: true });
    });

    it('is not begun again', async () => {
      await firstRun(choice);
      expect(await firstRun({ ...choice, password: ANOTHER })).toMatchObject({ status: 409 });
    });

    it('refuses a password that is too short, and does not repeat it', async () => {
      expect(await firstRun({ ...choice, password: 'short' })).toMatchObject({
        status: 422,
        body: {
          message: 'Password must be a string of 8 to 128 characters',
          attributes: ['password'],
        },
      });
    });
  });

  describe('of a user', () => {
    let shop: TestAccount;
    const email = 'agent@shop.example.com';

    beforeEach(async () => {
      app = await AccountsApp.open(driver);
      shop = await app.addAccount('Shop');
    });
    afterEach(() => app.close());

    const agents = (headers: object) =>
      send('GET', headers, undefined, `/api/v1/accounts/${shop.id}/agents`);

    const tryBy = (password: string) => send('POST', {}, { email, password });

    it('is as good as a token of theirs', async () => {
      const session = await signIn('Agent@Shop.example.com');

      expect(await send('GET', session)).toMatchObject({
        body: { signed_in: true, profile: { email, accounts: [{ id: shop.id, role: 'agent' }] } },
        headers: { 'cache-control': 'no-store' },
      });
      expect((await agents(session)).status).toBe(200);
      expect((await agents({ cookie: `other=1; ${session.cookie}; more=2` })).status).toBe(200);
    });

    it.each([
      ['a wrong password', email, ANOTHER],
      ['an unknown address', 'nobody@shop.example.com', PASSWORD],
      ['a user without a password', 'administrator@localhost', PASSWORD],
    ])('does not begin with %s', async (_, given, password) => {
      const { status, body, headers } = await send('POST', {}, { email: given, password });
      expect({ status, body }).toEqual(WRONG);
      expect(headers).not.toHaveProperty('set-cookie');
    });

    it('ends when they sign out', async () => {
      const session = await signIn(email);
      const { status, headers } = await send('DELETE', { ...session, ...SAME_ORIGIN });

      expect(status).toBe(204);
      expect(headers['set-cookie']).toBe(
        'hoory_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
      );
      expect((await send('GET', session)).body).toEqual(NOBODY);
      expect((await agents(session)).status).toBe(401);
    });

    it('ends after two weeks', async () => {
      const session = await signIn(email);
      app.harness.clock.advance(TWO_WEEKS_MS - 1);
      expect((await agents(session)).status).toBe(200);
      app.harness.clock.advance(1);
      expect((await agents(session)).status).toBe(401);
    });

    it('opens no account that they have left', async () => {
      const session = await signIn(email);
      await app.platform('DELETE', `accounts/${shop.id}/account_users`, { user_id: shop.agent.id });
      expect((await agents(session)).status).toBe(404);
    });

    it.each<[string, Record<string, string>, number]>([
      ['that the same origin sent', { 'sec-fetch-site': 'same-origin' }, 200],
      ['that the same host sent', { origin: 'http://localhost:80', host: 'localhost:80' }, 200],
      ['that another site sent', { 'sec-fetch-site': 'cross-site' }, 403],
      ['that a neighbour sent', { 'sec-fetch-site': 'same-site', origin: 'http://localhost' }, 403],
      ['that another host sent', { origin: 'http://evil.example', host: 'localhost' }, 403],
      ['that says not where it is from', {}, 403],
    ])('changes something for a request %s: %j → %d', async (_, headers, status) => {
      const { cookie } = await signIn('administrator@shop.example.com');
      const path = `/api/v1/accounts/${shop.id}/agents`;
      const agent = { name: 'Eve', email: 'eve@example.com', role: 'agent' };

      expect((await send('POST', { cookie, ...headers }, agent, path)).status).toBe(status);
    });

    it('is not to be guessed: ten wrong passwords are followed by a wait', async () => {
      for (let n = 0; n < 10; n++) expect(await tryBy(ANOTHER)).toMatchObject(WRONG);

      expect(await tryBy(PASSWORD)).toMatchObject({
        status: 429,
        body: { error: 'Too many attempts to sign in' },
        headers: { 'retry-after': '60' },
      });
      // Somebody else is not held up.
      expect((await signIn('administrator@shop.example.com')).cookie).toMatch(/^hoory_session=/);
      app.harness.clock.advance(60_000);
      expect((await tryBy(PASSWORD)).status).toBe(200);
    });
  });
});
