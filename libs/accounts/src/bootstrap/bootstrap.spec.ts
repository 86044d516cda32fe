import type { CommandMetadata } from '@app/event-store';
import type { SqliteEventStoreHarness } from '@app/event-store/testing';
import { CommandBus } from '@nestjs/cqrs';
import type { TestingModule } from '@nestjs/testing';
import { FindPrincipal } from '../auth/find-principal';
import { AddAccountUser } from '../commands/add-account-user';
import { CreateAccount } from '../commands/create-account';
import { CreateUser } from '../commands/create-user';
import { IssueAccessToken } from '../commands/issue-access-token';
import { compileAccounts, openAccountsDatabase } from '../testing/open-accounts';
import { Bootstrap, type BootstrapOptions } from './bootstrap';

const metadata: CommandMetadata = { accountId: null, actor: null, correlationId: 'cut-off' };

const administrator = {
  userId: 1,
  name: 'Administrator',
  email: 'administrator@localhost',
  accountId: 1,
  role: 'administrator',
};

describe('bootstrap', () => {
  let harness: SqliteEventStoreHarness;
  let announced: string[];

  const announceToken = (token: string): void => void announced.push(token);

  /** One life of the server, from its start to its end. */
  async function live<T>(work: (app: TestingModule) => Promise<T>, options = {}): Promise<T> {
    const app = await compileAccounts(harness, { announceToken, ...options });
    await app.init();
    const result = await work(app);
    await app.close();
    await harness.reopen();
    return result;
  }
  const start = (options: Partial<BootstrapOptions> = {}): Promise<void> =>
    live((app) => app.get(Bootstrap).run(), options);
  const principalOf = (token: string, accountId = '1') =>
    live((app) => app.get(FindPrincipal).byToken(token, accountId));
  const eventTypes = async (): Promise<string[]> =>
    (await harness.store.readBatch('', 100)).events.map(({ type }) => type);

  beforeEach(async () => {
    harness = await openAccountsDatabase();
    announced = [];
  });
  afterEach(() => harness.close());

  it('makes account 1, its administrator and their token on the first start', async () => {
    await start({ accessToken: 'a-token-that-was-set' });
    expect(await principalOf('a-token-that-was-set')).toEqual(administrator);
    expect(await harness.sql('SELECT * FROM accounts')).toEqual([{ id: 1, name: 'Hoory' }]);
    expect(announced).toEqual([]);
  });

  it('gives the administrator the e-mail address that was set', async () => {
    await start({ accessToken: 'a-token-that-was-set', adminEmail: 'ada@example.com' });
    expect(await principalOf('a-token-that-was-set')).toMatchObject({ email: 'ada@example.com' });
  });

  it('makes a token where none is set, and announces it once', async () => {
    await start();
    await start();
    expect(announced).toHaveLength(1);
    expect(announced[0]).toMatch(/^[\w-]{24}$/);
    expect(await principalOf(announced[0]!)).toEqual(administrator);
  });

  it('keeps no token readable', async () => {
    await start();
    const { events } = await harness.store.readBatch('', 100);
    const kept = JSON.stringify([events, await harness.sql('SELECT * FROM access_tokens')]);
    expect(kept).not.toContain(announced[0]);
  });

  it.each<[string, Partial<BootstrapOptions>]>([
    ['a token set', { accessToken: 'a-token-that-was-set' }],
    ['no token set', {}],
  ])('does nothing on the second start with %s', async (_, options) => {
    await start(options);
    const types = await eventTypes();
    expect(types).toEqual([
      'AccountCreated',
      'UserCreated',
      'AccountUserAdded',
      'AccessTokenIssued',
    ]);
    await start(options);
    expect(await eventTypes()).toEqual(types);
  });

  it('makes nothing new where the e-mail address was changed since', async () => {
    await start();
    await start({ adminEmail: 'ada@example.com' });
    expect(await eventTypes()).toHaveLength(4);
  });

  it.each([0, 1, 2, 3])('completes a start that was cut off after step %d', async (stepsDone) => {
    const steps = [
      new CreateAccount('Hoory', metadata),
      new CreateUser('Administrator', 'administrator@localhost', metadata),
      new AddAccountUser(1, 1, 'administrator', metadata),
    ];
    await live(async (app) => {
      for (const step of steps.slice(0, stepsDone)) await app.get(CommandBus).execute(step);
    });
    await start();
    expect(await principalOf(announced[0]!)).toEqual(administrator);
    expect(await eventTypes()).toHaveLength(4);
  });

  it('makes a token that was set since the administrator’s, beside the one before', async () => {
    await start();
    await start({ accessToken: 'a-token-to-replace-it' });
    expect(await principalOf('a-token-to-replace-it')).toEqual(administrator);
    expect(await principalOf(announced[0]!)).toEqual(administrator);
  });

  it('gives a token set since to the administrator, whoever else has come', async () => {
    await start();
    await live(async (app) => {
      const bus = app.get(CommandBus);
      const userId = await bus.execute(new CreateUser('Bob', 'bob@example.com', metadata));
      await bus.execute(new AddAccountUser(1, userId, 'agent', metadata));
      await bus.execute(new IssueAccessToken(userId, 'the-token-of-bob', metadata));
    });
    await start({ accessToken: 'a-token-to-replace-it' });
    expect(await principalOf('a-token-to-replace-it')).toEqual(administrator);
    expect(await principalOf('the-token-of-bob')).toMatchObject({ name: 'Bob', role: 'agent' });
  });
});
