import { DRIVERS } from '@app/event-store/testing';
import {
  AccountsApp,
  ADMINISTRATOR_TOKEN,
  NOT_AUTHORIZED,
  NOT_FOUND,
  type TestAccount,
} from '../testing/open-accounts-app';

const NAME_TAKEN = {
  status: 422,
  body: { message: 'Name has already been taken', attributes: ['name'] },
};

describe.each(DRIVERS)('the teams of an account on $name', (driver) => {
  let app: AccountsApp;
  let shop: TestAccount;
  let other: TestAccount;

  beforeAll(async () => {
    app = await AccountsApp.open(driver);
    shop = await app.addAccount('Shop');
    other = await app.addAccount('Other');
  });
  afterEach(async () => {
    for (const { id } of await list()) await call('DELETE', `/${id}`);
  });
  afterAll(() => app.close());

  const call = (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    token = shop.administrator.token,
  ) => app.call(token, method, `${shop.id}/teams${path}`, body);
  const create = async (team: object): Promise<{ id: number }> =>
    (await call('POST', '', team)).body as { id: number };
  const list = async (token?: string) =>
    (await call('GET', '', undefined, token)).body as { id: number }[];
  const membersOf = async (id: number) =>
    (await call('GET', `/${id}/team_members`)).body as { id: number }[];

  it('are made with a name alone', async () => {
    expect(await call('POST', '', { name: 'Sales' })).toMatchObject({
      status: 200,
      body: {
        id: expect.any(Number),
        name: 'Sales',
        description: '',
        allow_auto_assign: true,
        account_id: shop.id,
        is_member: false,
      },
    });
  });

  it('are listed in the order in which they were made, and found by their id', async () => {
    const sales = await create({ name: 'Sales', description: 'They sell' });
    const team = { name: 'Accounting', description: null, allow_auto_assign: false };
    const accounting = await create({ team });
    expect(accounting).toMatchObject({ description: '', allow_auto_assign: false });
    expect(await list()).toEqual([sales, accounting]);
    expect(await call('GET', `/${sales.id}`)).toMatchObject({ status: 200, body: sales });
  });

  it('are changed in what is given', async () => {
    const { id } = await create({ name: 'Sales', description: 'They sell' });
    const changed = { name: 'Support', description: 'They sell', allow_auto_assign: true };
    expect(await call('PATCH', `/${id}`, { name: 'Support' })).toMatchObject({
      status: 200,
      body: changed,
    });
    expect(await list()).toMatchObject([changed]);
    expect(
      await call('PATCH', `/${id}`, { description: null, allow_auto_assign: false }),
    ).toMatchObject({ body: { name: 'Support', description: '', allow_auto_assign: false } });
    expect(await call('PATCH', `/${id}`, { name: 'SUPPORT' })).toMatchObject({
      body: { name: 'SUPPORT' },
    });
  });

  it('are deleted', async () => {
    const { id } = await create({ name: 'Sales' });
    expect(await call('DELETE', `/${id}`)).toMatchObject({ status: 200, body: undefined });
    expect(await list()).toEqual([]);
    for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
      const body = method === 'PATCH' ? { name: 'Support' } : undefined;
      expect(await call(method, `/${id}`, body)).toMatchObject(NOT_FOUND);
    }
    expect(await call('GET', `/${id}/team_members`)).toMatchObject(NOT_FOUND);
    expect(await call('POST', '', { name: 'Sales' })).toMatchObject({ status: 200 });
  });

  it.each(['Sales', 'sALES', 'ÉTÉ', 'e\u0301te\u0301'])(
    'have a name once, in whatever case and however composed: %s',
    async (name) => {
      await create({ name: 'Sales' });
      await create({ name: 'Été' });
      const { id } = await create({ name: 'Support' });
      expect(await call('POST', '', { name })).toMatchObject(NAME_TAKEN);
      expect(await call('PATCH', `/${id}`, { name })).toMatchObject(NAME_TAKEN);
      expect(await list()).toMatchObject([{ name: 'Sales' }, { name: 'Été' }, { name: 'Support' }]);
    },
  );

  it('may have the name of a team of another account', async () => {
    const path = `${other.id}/teams`;
    await app.call(other.administrator.token, 'POST', path, { name: 'Sales' });
    expect(await call('POST', '', { name: 'Sales' })).toMatchObject({ status: 200 });
  });

  it('take agents in and let them go', async () => {
    const { id } = await create({ name: 'Sales' });
    const { administrator, agent } = shop;
    const user_ids = [String(agent.id), administrator.id];
    const added = await call('POST', `/${id}/team_members`, { user_ids });
    expect(added).toMatchObject({
      status: 200,
      body: [
        { id: administrator.id, account_id: shop.id, role: 'administrator' },
        { id: agent.id, email: 'agent@shop.example.com', role: 'agent' },
      ],
    });
    expect(await membersOf(id)).toEqual(added.body);

    const gone = { user_ids: [agent.id, 999_999] };
    expect(await call('DELETE', `/${id}/team_members`, gone)).toMatchObject({
      status: 200,
      body: undefined,
    });
    expect(await membersOf(id)).toMatchObject([{ id: administrator.id }]);
  });

  it('answer with the agents that were named, also those who were in it before', async () => {
    const { id } = await create({ name: 'Sales' });
    const { administrator, agent } = shop;
    await call('POST', `/${id}/team_members`, { user_ids: [administrator.id] });
    expect(await call('POST', `/${id}/team_members`, { user_ids: [agent.id] })).toMatchObject({
      body: [{ id: agent.id }],
    });
    expect(await call('POST', `/${id}/team_members`, { user_ids: [agent.id] })).toMatchObject({
      status: 200,
      body: [{ id: agent.id }],
    });
    expect(await membersOf(id)).toHaveLength(2);
  });

  it('tell whoever asks whether they are in one', async () => {
    const { id } = await create({ name: 'Sales' });
    await call('POST', `/${id}/team_members`, { user_ids: [shop.agent.id] });
    expect(await list()).toMatchObject([{ is_member: false }]);
    expect(await list(shop.agent.token)).toMatchObject([{ is_member: true }]);
    expect(await call('GET', `/${id}`, undefined, shop.agent.token)).toMatchObject({
      body: { is_member: true },
    });
  });

  it('take nobody where one is not of the account', async () => {
    const { id } = await create({ name: 'Sales' });
    const events = await app.eventCount();
    const user_ids = [shop.agent.id, other.agent.id];
    expect(await call('POST', `/${id}/team_members`, { user_ids })).toMatchObject({
      status: 422,
      body: {
        message: `User ids must be of agents of the account, got [${other.agent.id}]`,
        attributes: ['user_ids'],
      },
    });
    expect(await app.eventCount()).toBe(events);
  });

  it('lose whoever leaves the account, who is not in them again on coming back', async () => {
    const { id } = await create({ name: 'Sales' });
    const { id: userId } = await app.addUser(shop.id, 'leaver@example.com', 'agent');
    await call('POST', `/${id}/team_members`, { user_ids: [userId, shop.agent.id] });
    const account = `accounts/${shop.id}/account_users`;
    await app.platform('DELETE', account, { user_id: userId });
    expect(await membersOf(id)).toMatchObject([{ id: shop.agent.id }]);
    await app.platform('POST', account, { user_id: userId, role: 'agent' });
    expect(await membersOf(id)).toMatchObject([{ id: shop.agent.id }]);
    expect(await call('POST', `/${id}/team_members`, { user_ids: [userId] })).toMatchObject({
      body: [{ id: userId }],
    });
    expect(await membersOf(id)).toHaveLength(2);
  });

  it('are read by agents, and changed by administrators alone', async () => {
    const { id } = await create({ name: 'Sales' });
    const asAgent = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) =>
      call(method, path, body, shop.agent.token);
    for (const path of ['', `/${id}`, `/${id}/team_members`]) {
      expect(await asAgent('GET', path)).toMatchObject({ status: 200 });
    }
    const members = { user_ids: [shop.agent.id] };
    expect(await asAgent('POST', '', { name: 'Support' })).toMatchObject(NOT_AUTHORIZED);
    expect(await asAgent('PATCH', `/${id}`, { name: 'Support' })).toMatchObject(NOT_AUTHORIZED);
    expect(await asAgent('DELETE', `/${id}`)).toMatchObject(NOT_AUTHORIZED);
    for (const method of ['POST', 'DELETE'] as const) {
      expect(await asAgent(method, `/${id}/team_members`, members)).toMatchObject(NOT_AUTHORIZED);
    }
  });

  it('are out of reach from another account', async () => {
    const { id } = await create({ name: 'Sales' });
    const path = `${other.id}/teams/${id}`;
    const { token } = other.administrator;
    const members = { user_ids: [other.agent.id] };
    expect(await app.call(token, 'GET', path)).toMatchObject(NOT_FOUND);
    expect(await app.call(token, 'PATCH', path, { name: 'Stolen' })).toMatchObject(NOT_FOUND);
    expect(await app.call(token, 'DELETE', path)).toMatchObject(NOT_FOUND);
    expect(await app.call(token, 'GET', `${path}/team_members`)).toMatchObject(NOT_FOUND);
    expect(await app.call(token, 'POST', `${path}/team_members`, members)).toMatchObject(NOT_FOUND);
    expect(await call('GET', `/${id}`)).toMatchObject({ body: { name: 'Sales' } });
    expect(await app.call(ADMINISTRATOR_TOKEN, 'GET', `${shop.id}/teams`)).toMatchObject(NOT_FOUND);
  });

  it.each<[object, string, string]>([
    [{}, 'name', 'Name must be a string, got nothing'],
    [{ name: '' }, 'name', 'Name must not be blank, got ""'],
    [{ name: null }, 'name', 'Name must be a string, got null'],
    [
      { name: 'a'.repeat(256) },
      'name',
      'Name must be shorter than or equal to 255 characters, got a string of 256 characters',
    ],
    [{ name: 'A', description: 7 }, 'description', 'Description must be a string, got 7'],
    [
      { name: 'A', allow_auto_assign: 'yes' },
      'allow_auto_assign',
      'Allow auto assign must be a boolean value, got "yes"',
    ],
  ])('are refused: %j', async (team, attribute, message) => {
    const events = await app.eventCount();
    const refusal = { status: 422, body: { message, attributes: [attribute] } };
    expect(await call('POST', '', team)).toMatchObject(refusal);
    expect(await app.eventCount()).toBe(events);
  });

  it('are refused a change to no name', async () => {
    const { id } = await create({ name: 'Sales' });
    expect(await call('PATCH', `/${id}`, { name: null })).toMatchObject({
      status: 422,
      body: { message: 'Name must be a string, got null', attributes: ['name'] },
    });
  });

  it.each([{}, { user_ids: 7 }, { user_ids: ['x'] }])(
    'are refused members that are no ids: %j',
    async (members) => {
      const { id } = await create({ name: 'Sales' });
      for (const method of ['POST', 'DELETE'] as const) {
        expect(await call(method, `/${id}/team_members`, members)).toMatchObject({
          status: 422,
          body: { attributes: ['user_ids'] },
        });
      }
    },
  );
});
