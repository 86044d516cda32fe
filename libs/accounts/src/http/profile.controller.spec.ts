import { DRIVERS } from '@app/event-store/testing';
import {
  AccountsApp,
  ADMINISTRATOR_TOKEN,
  INVALID_TOKEN,
  PLATFORM_TOKEN,
  type TestAccount,
} from '../testing/open-accounts-app';

const PATH = '/api/v1/profile';

describe.each(DRIVERS)('a profile on $name', (driver) => {
  let app: AccountsApp;
  let shop: TestAccount;

  beforeAll(async () => {
    app = await AccountsApp.open(driver);
    shop = await app.addAccount('Shop');
  });
  afterAll(() => app.close());

  it.each<[string, Record<string, string>]>([
    ['api_access_token', { api_access_token: ADMINISTRATOR_TOKEN }],
    ['Authorization: Bearer', { authorization: `Bearer ${ADMINISTRATOR_TOKEN}` }],
  ])('is of the user whose token comes as %s', async (_, headers) => {
    const { status, body } = await app.send('GET', PATH, headers);
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        id: 1,
        uid: 'administrator@localhost',
        provider: 'email',
        name: 'Administrator',
        available_name: 'Administrator',
        display_name: null,
        email: 'administrator@localhost',
        avatar_url: '',
        confirmed: true,
        custom_attributes: {},
        accounts: [{ id: 1, name: 'Hoory', role: 'administrator' }],
      },
    });
  });

  it('lists the accounts that its user is in, in the order in which they were made', async () => {
    const { id, token } = shop.agent;
    const accounts = async () =>
      ((await app.send('GET', PATH, { api_access_token: token })).body as { accounts: unknown })
        .accounts;
    const member = { user_id: id, role: 'administrator' };
    await app.platform('POST', 'accounts/1/account_users', member);
    expect(await accounts()).toEqual([
      { id: 1, name: 'Hoory', role: 'administrator' },
      { id: shop.id, name: 'Shop', role: 'agent' },
    ]);
    await app.platform('PATCH', `accounts/${shop.id}`, { name: 'Store' });
    await app.platform('DELETE', 'accounts/1/account_users', { user_id: id });
    expect(await accounts()).toEqual([{ id: shop.id, name: 'Store', role: 'agent' }]);
    await app.platform('DELETE', `accounts/${shop.id}`);
    expect(await accounts()).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ['no token', {}],
    ['an unknown token', { api_access_token: 'nobody' }],
    ['the token of the platform', { api_access_token: PLATFORM_TOKEN }],
  ])('is nobody’s with %s', async (_, headers) => {
    expect(await app.send('GET', PATH, headers)).toMatchObject(INVALID_TOKEN);
  });
});
