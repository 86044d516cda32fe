import { DRIVERS } from '@app/event-store/testing';
import {
  AccountsApp,
  ADMINISTRATOR_TOKEN,
  NOT_AUTHORIZED,
  NOT_FOUND,
  type TestAccount,
} from '../testing/open-accounts-app';

const bob = { name: 'Bob', email: 'bob@example.com', role: 'agent' };

describe.each(DRIVERS)('the agents of an account on $name', (driver) => {
  let app: AccountsApp;
  let shop: TestAccount;

  beforeAll(async () => {
    app = await AccountsApp.open(driver);
    shop = await app.addAccount('Shop');
  });
  afterAll(() => app.close());

  const create = (agent: object, token = shop.administrator.token) =>
    app.call(token, 'POST', `${shop.id}/agents`, agent);
  const list = async (token = shop.administrator.token) => {
    const { status, body } = await app.call(token, 'GET', `${shop.id}/agents`);
    expect(status).toBe(200);
    return body as { id: number; email: string; confirmed: boolean }[];
  };

  it('are all its users, as Chatwoot words them, in the order in which they became users', async () => {
    const before = await list();
    const { status, body } = await create(bob);
    expect(status).toBe(200);
    expect(body).toEqual({
      id: expect.any(Number),
      uid: 'bob@example.com',
      provider: 'email',
      name: 'Bob',
      available_name: 'Bob',
      display_name: null,
      email: 'bob@example.com',
      account_id: shop.id,
      role: 'agent',
      confirmed: false,
      availability_status: 'offline',
      auto_offline: true,
      custom_attributes: {},
      thumbnail: '',
    });
    expect(await list()).toEqual([...before, body]);
    expect(before).toMatchObject([
      { id: shop.administrator.id, role: 'administrator', confirmed: true },
      { id: shop.agent.id, role: 'agent', confirmed: true },
    ]);
  });

  it('are seen by agents, and added by administrators alone', async () => {
    expect(await list(shop.agent.token)).toEqual(await list());
    expect(await create({ ...bob, email: 'eve@example.com' }, shop.agent.token)).toMatchObject(
      NOT_AUTHORIZED,
    );
  });

  it('are not seen from another account', async () => {
    const path = `${shop.id}/agents`;
    expect(await app.call(ADMINISTRATOR_TOKEN, 'GET', path)).toMatchObject(NOT_FOUND);
  });

  it('may be sent under `agent`', async () => {
    const agent = { name: 'Wrapped', email: 'wrapped@example.com', role: 'administrator' };
    expect(await create({ agent })).toMatchObject({
      status: 200,
      body: { email: 'wrapped@example.com', role: 'administrator' },
    });
  });

  it('may say whether they are at their desk, as existing clients do', async () => {
    const presence = { availability_status: 'available', auto_offline: false };
    expect(await create({ ...bob, email: 'dan@example.com', ...presence })).toMatchObject({
      status: 200,
      body: { availability_status: 'offline', auto_offline: true },
    });
  });

  it('take in a user of the installation by the e-mail, with the name they have', async () => {
    const email = 'agent@other.example.com';
    const { agent } = await app.addAccount('Other');
    expect(
      await create({ name: 'Another', email: email.toUpperCase(), role: 'agent' }),
    ).toMatchObject({
      status: 200,
      body: { id: agent.id, name: 'agent', email, account_id: shop.id },
    });
    expect(await app.call(agent.token, 'GET', `${shop.id}/agents`)).toMatchObject({ status: 200 });
  });

  it.each(['agent@shop.example.com', 'Agent@Shop.Example.com'])(
    'have nobody twice: %s',
    async (email) => {
      const events = await app.eventCount();
      expect(await create({ ...bob, email })).toMatchObject({
        status: 422,
        body: { message: 'User is already a member of the account', attributes: ['email'] },
      });
      expect(await app.eventCount()).toBe(events);
    },
  );

  it('have one of many requests succeed that bring one person at once', async () => {
    const carol = { name: 'Carol', email: 'carol@example.com', role: 'agent' };
    const replies = await Promise.all(Array.from({ length: 5 }, () => create(carol)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 422)).toHaveLength(4);
    expect((await list()).filter(({ email }) => email === carol.email)).toHaveLength(1);
  });

  it.each<[string, object, string, string]>([
    ['name', { ...bob, name: undefined }, 'name', 'Name must be a string, got nothing'],
    ['name', { ...bob, name: ' ' }, 'name', 'Name must not be blank, got " "'],
    [
      'name',
      { ...bob, name: 'a'.repeat(256) },
      'name',
      'Name must be shorter than or equal to 255 characters, got a string of 256 characters',
    ],
    ['e-mail', { ...bob, email: 'bob' }, 'email', 'Email must be an email, got "bob"'],
    ['e-mail', { ...bob, email: 7 }, 'email', 'Email must be an email, got 7'],
    [
      'role',
      { ...bob, role: 'owner' },
      'role',
      'Role must be one of the following values: administrator, agent, got "owner"',
    ],
    [
      'role',
      { ...bob, role: undefined },
      'role',
      'Role must be one of the following values: administrator, agent, got nothing',
    ],
    ['field', { ...bob, salary: 1 }, 'salary', 'Salary is not a known field'],
  ])('are refused for a wrong %s: %j', async (_, agent, attribute, message) => {
    const events = await app.eventCount();
    const body = { message, attributes: [attribute] };
    expect(await create(agent)).toMatchObject({ status: 422, body });
    expect(await app.eventCount()).toBe(events);
  });
});
