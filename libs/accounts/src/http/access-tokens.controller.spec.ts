import { DRIVERS } from '@app/event-store/testing';
import {
  AccountsApp,
  type Answer,
  ADMINISTRATOR_TOKEN,
  INVALID_TOKEN,
  NOT_FOUND,
  PLATFORM_TOKEN,
  type TestUser,
} from '../testing/open-accounts-app';

const PROFILE = '/api/v1/profile';
const PATH = `${PROFILE}/access_tokens`;

interface Token {
  readonly id: number;
  readonly name: string | null;
  readonly created_at: string;
  readonly last_characters?: string;
}
type Created = Token & { readonly access_token: string };

const payloadOf = <Payload>({ body }: Answer): Payload => (body as { payload: Payload }).payload;

describe.each(DRIVERS)('the access tokens of a user on $name', (driver) => {
  let app: AccountsApp;
  let ada: TestUser;
  let bob: TestUser;
  let shops = 0;

  beforeAll(async () => {
    app = await AccountsApp.open(driver);
  });
  beforeEach(async () => {
    const { administrator, agent } = await app.addAccount(`Shop-${++shops}`);
    [ada, bob] = [administrator, agent];
  });
  afterAll(() => app.close());

  const create = (name: unknown, token: string, headers = {}): Promise<Answer> =>
    app.send('POST', PATH, { api_access_token: token, ...headers }, { name });
  const created = async (name: string, token: string): Promise<Created> =>
    payloadOf(await create(name, token));
  const list = async (token: string): Promise<Token[]> =>
    payloadOf(await app.send('GET', PATH, { api_access_token: token }));
  const revoke = (id: number | string, token: string): Promise<Answer> =>
    app.send('DELETE', `${PATH}/${id}`, { api_access_token: token });
  const statusOf = async (token: string): Promise<number> =>
    (await app.send('GET', PROFILE, { api_access_token: token })).status;

  it('are shown once, when they are made, and open what their user may open', async () => {
    const answer = await create('CRM export', ada.token);
    expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    const { access_token, ...rest } = payloadOf<Created>(answer);
    expect(access_token).toMatch(/^[\w-]{24}$/);
    expect(rest).toEqual({
      id: expect.any(Number),
      name: 'CRM export',
      created_at: new Date(app.harness.clock.nowMs()).toISOString(),
      last_characters: access_token.slice(-4),
    });
    expect(await app.send('GET', PROFILE, { api_access_token: access_token })).toMatchObject({
      status: 200,
      body: { id: ada.id },
    });
    expect((await list(access_token)).at(-1)).toEqual(rest);
  });

  it('are listed to their user alone, oldest first, those the platform made as well', async () => {
    const { id } = await created('First', ada.token);
    await created('Second', ada.token);
    await created('Other', bob.token);
    expect(await list(ada.token)).toMatchObject([
      { name: null, last_characters: ada.token.slice(-4) },
      { id, name: 'First' },
      { name: 'Second' },
    ]);
    expect(await list(bob.token)).toMatchObject([{ name: null }, { name: 'Other' }]);
  });

  it('are listed with the one of the first start, which has no name', async () => {
    expect((await list(ADMINISTRATOR_TOKEN))[0]).toMatchObject({
      name: null,
      last_characters: ADMINISTRATOR_TOKEN.slice(-4),
    });
  });

  it('open nothing once they were revoked, and are listed no more', async () => {
    const { id, access_token } = await created('Lost', ada.token);
    expect(await statusOf(access_token)).toBe(200);
    expect(await revoke(id, ada.token)).toMatchObject({ status: 204, body: undefined });
    expect(await app.send('GET', PROFILE, { api_access_token: access_token })).toMatchObject(
      INVALID_TOKEN,
    );
    expect((await list(ada.token)).map((token) => token.name)).toEqual([null]);
  });

  it('revoke themselves', async () => {
    const { id, access_token } = await created('Leaving', ada.token);
    expect(await revoke(id, access_token)).toMatchObject({ status: 204 });
    expect(await revoke(id, access_token)).toMatchObject(INVALID_TOKEN);
  });

  it('are revoked once, and by nobody else', async () => {
    const { id, access_token } = await created('Kept', ada.token);
    expect(await revoke(id, bob.token)).toMatchObject(NOT_FOUND);
    expect(await statusOf(access_token)).toBe(200);
    await revoke(id, ada.token);
    expect(await revoke(id, ada.token)).toMatchObject(NOT_FOUND);
  });

  it.each(['1', '999999', '0', 'abc', '9007199254740993'])(
    'are not what has the id %s',
    async (id) => {
      // Event 1 is of an account.
      expect(await revoke(id, ADMINISTRATOR_TOKEN)).toMatchObject(NOT_FOUND);
    },
  );

  it.each([
    ['no name', undefined],
    ['an empty name', ''],
    ['a blank name', ' \t'],
    ['a name of 256 characters', 'x'.repeat(256)],
    ['a number as name', 5],
    ['null as name', null],
  ])('are not made with %s', async (_, name) => {
    const before = await app.eventCount();
    expect(await create(name, ada.token)).toMatchObject({
      status: 422,
      body: { attributes: ['name'] },
    });
    expect(await app.eventCount()).toBe(before);
  });

  it('have a name of up to 255 characters', async () => {
    const name = 'é'.repeat(255);
    expect(await created(name, ada.token)).toMatchObject({ name });
  });

  it.each<[string, Record<string, string>]>([
    ['no token', {}],
    ['an unknown token', { api_access_token: 'nobody' }],
    ['the token of the platform', { api_access_token: PLATFORM_TOKEN }],
  ])('are nobody’s with %s', async (_, headers) => {
    expect(await app.send('GET', PATH, headers)).toMatchObject(INVALID_TOKEN);
    expect(await app.send('POST', PATH, headers, { name: 'x' })).toMatchObject(INVALID_TOKEN);
    expect(await app.send('DELETE', `${PATH}/1`, headers)).toMatchObject(INVALID_TOKEN);
  });

  it('leave an agent without one unconfirmed', async () => {
    const shop = await app.addAccount(`Shop-${++shops}`);
    const { token } = shop.administrator;
    const agent = { name: 'Zed', email: `zed-${shop.id}@example.com`, role: 'agent' };
    const { id } = (await app.call(token, 'POST', `${shop.id}/agents`, agent)).body as Token;
    const { body } = await app.platform('GET', `users/${id}/token`);
    const { access_token } = body as Created;
    const confirmed = async () =>
      (await app.call(token, 'GET', `${shop.id}/agents`)).body as { confirmed: boolean }[];
    expect((await confirmed()).at(-1)).toMatchObject({ id, confirmed: true });
    const [own] = await list(access_token);
    await revoke(own!.id, access_token);
    expect((await confirmed()).at(-1)).toMatchObject({ id, confirmed: false });
  });

  describe('made under an Idempotency-Key', () => {
    const KEY = { 'idempotency-key': 'key-1' };

    it('are one for a request that is repeated, which gets it again', async () => {
      const first = await create('CRM export', ada.token, KEY);
      const second = await create('CRM export', ada.token, KEY);
      expect(second.body).toEqual(first.body);
      expect(second.headers).toMatchObject({ 'idempotent-replayed': 'true' });
      expect(await list(ada.token)).toHaveLength(2);
      expect(await statusOf(payloadOf<Created>(second).access_token)).toBe(200);
    });

    it('are told again where the process was killed before it answered', async () => {
      const first = await create('CRM export', ada.token, KEY);
      await app.harness.sql('UPDATE idempotency_keys SET answer = NULL');
      const second = await create('CRM export', ada.token, KEY);
      expect(second.body).toEqual(first.body);
      expect(second.headers).not.toHaveProperty('idempotent-replayed');
      expect(await list(ada.token)).toHaveLength(2);
    });

    it('are others where the key is used again after its time', async () => {
      const first = payloadOf<Created>(await create('CRM export', ada.token, KEY));
      app.harness.clock.advance(24 * 60 * 60 * 1_000 + 1);
      const second = payloadOf<Created>(await create('CRM export', ada.token, KEY));
      expect(second.access_token).not.toBe(first.access_token);
      expect(await statusOf(second.access_token)).toBe(200);
      expect(await list(ada.token)).toHaveLength(3);
    });

    it('are each user’s own', async () => {
      const [one, other] = [
        payloadOf<Created>(await create('CRM export', ada.token, KEY)),
        payloadOf<Created>(await create('CRM export', bob.token, KEY)),
      ];
      expect(one.access_token).not.toBe(other.access_token);
      expect(await list(bob.token)).toHaveLength(2);
    });
  });
});
