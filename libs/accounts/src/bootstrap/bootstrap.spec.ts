import type { CommandMetadata } from '@app/event-store';
import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import { Logger } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { TestingModule } from '@nestjs/testing';
import type { FastifyRequest } from 'fastify';
import { hashAccessToken } from '../auth/access-token';
import { verifyPassword } from '../auth/password';
import { FindPrincipal } from '../auth/find-principal';
import { AddAccountUser } from '../commands/add-account-user';
import { CreateAccount } from '../commands/create-account';
import { CreateUser } from '../commands/create-user';
import { DeleteAccount } from '../commands/delete-account';
import { IssueAccessToken } from '../commands/issue-access-token';
import { RevokeAccessToken } from '../commands/revoke-access-token';
import { platformRef } from '../domain/platform';
import { Passwords } from '../read-model/passwords';
import { compileAccounts, openAccountsDatabase } from '../testing/open-accounts';
import { Bootstrap, type BootstrapOptions, type TokenOwner } from './bootstrap';

const requestWith = (token: string): FastifyRequest =>
  ({ headers: { api_access_token: token } }) as unknown as FastifyRequest;

const metadata: CommandMetadata = { accountId: null, actor: null, correlationId: 'cut-off' };

const administrator = {
  userId: 1,
  name: 'Administrator',
  email: 'administrator@localhost',
  accountId: 1,
  role: 'administrator',
};

describe.each(DRIVERS)('bootstrap on $name', (driver) => {
  let harness: DriverHarness;
  let announced: string[];
  let announcedToPlatform: string[];

  const announceToken = (token: string, owner: TokenOwner): void => {
    (owner === 'platform' ? announcedToPlatform : announced).push(token);
  };

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
    live((app) => app.get(FindPrincipal).inAccount(requestWith(token), accountId));
  const platformTokenHash = () =>
    live(async () => (await harness.store.readState(platformRef))?.tokenHash);
  const eventTypes = async (): Promise<string[]> =>
    (await harness.store.readBatch('', 100)).events.map(({ type }) => type);

  beforeEach(async () => {
    harness = await openAccountsDatabase(driver);
    announced = [];
    announcedToPlatform = [];
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

  it('has the administrator sign in as it was set, from that start on', async () => {
    const signIn = { adminEmail: 'ada@example.com', adminPassword: 'correct horse' };
    const isRight = async (email: string, password: string): Promise<boolean> => {
      const found = await live((app) => app.get(Passwords).byEmail(email));
      return verifyPassword(password, found?.passwordHash ?? null);
    };
    await start({ accessToken: 'a-token-that-was-set' });
    expect(await live((app) => app.get(Passwords).areNone())).toBe(true);

    await start(signIn);
    await start(signIn);
    expect(await isRight('ada@example.com', 'correct horse')).toBe(true);
    expect(await principalOf('a-token-that-was-set')).toMatchObject({ email: 'ada@example.com' });
    expect((await eventTypes()).slice(-2)).toEqual(['UserProfileChanged', 'UserPasswordSet']);

    await start({ ...signIn, adminPassword: 'battery staple' });
    expect(await isRight('ada@example.com', 'battery staple')).toBe(true);
    expect(await isRight('ada@example.com', 'correct horse')).toBe(false);
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
    expect(kept).not.toContain(announcedToPlatform[0]);
  });

  it.each<[string, Partial<BootstrapOptions>]>([
    ['tokens set', { accessToken: 'a-token-that-was-set', platformToken: 'the-platform-token' }],
    ['no tokens set', {}],
  ])('does nothing on the second start with %s', async (_, options) => {
    await start(options);
    const types = await eventTypes();
    expect(types).toEqual([
      'AccountCreated',
      'UserCreated',
      'AccountUserAdded',
      'AccessTokenIssued',
      'PlatformTokenSet',
    ]);
    await start(options);
    expect(await eventTypes()).toEqual(types);
  });

  it('makes nothing new where the e-mail address was changed since', async () => {
    await start();
    await start({ adminEmail: 'ada@example.com' });
    expect(await eventTypes()).toHaveLength(5);
  });

  it.each([0, 1, 2, 3, 4])(
    'completes a start that was cut off after step %d',
    async (stepsDone) => {
      const steps = [
        new CreateAccount('Hoory', metadata),
        new CreateUser({ name: 'Administrator', email: 'administrator@localhost' }, metadata),
        new AddAccountUser(1, 1, 'administrator', metadata),
        new IssueAccessToken(1, 'a-token-that-was-set', metadata),
      ];
      await live(async (app) => {
        for (const step of steps.slice(0, stepsDone)) await app.get(CommandBus).execute(step);
      });
      await start({ accessToken: 'a-token-that-was-set' });
      expect(await principalOf('a-token-that-was-set')).toEqual(administrator);
      expect(await eventTypes()).toHaveLength(5);
      expect(announcedToPlatform).toHaveLength(1);
    },
  );

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
      const bob = { name: 'Bob', email: 'bob@example.com' };
      const { id } = await bus.execute(new CreateUser(bob, metadata));
      await bus.execute(new AddAccountUser(1, id, 'agent', metadata));
      await bus.execute(new IssueAccessToken(id, 'the-token-of-bob', metadata));
    });
    await start({ accessToken: 'a-token-to-replace-it' });
    expect(await principalOf('a-token-to-replace-it')).toEqual(administrator);
    expect(await principalOf('the-token-of-bob')).toMatchObject({ name: 'Bob', role: 'agent' });
  });

  describe('once the administrator’s token was revoked', () => {
    let warnings: jest.SpyInstance;

    beforeEach(async () => {
      warnings = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
      await start({ accessToken: 'a-token-that-was-set' });
      const [token] = await harness.sql('SELECT id FROM access_tokens');
      await live((app) =>
        app.get(CommandBus).execute(new RevokeAccessToken(1, token!['id'] as number, metadata)),
      );
    });
    afterEach(() => warnings.mockRestore());

    it('does not make it good again, and says so', async () => {
      await start({ accessToken: 'a-token-that-was-set' });
      expect(await principalOf('a-token-that-was-set')).toBe('nobody');
      expect(warnings.mock.calls).toEqual([
        [expect.stringMatching(/^BOOTSTRAP_ACCESS_TOKEN is a token that was revoked/)],
      ]);
    });

    it('takes another that is set', async () => {
      await start({ accessToken: 'a-token-to-replace-it' });
      expect(await principalOf('a-token-to-replace-it')).toEqual(administrator);
      expect(warnings).not.toHaveBeenCalled();
    });

    it('makes none, for it is no first start', async () => {
      await start();
      expect(announced).toEqual([]);
      expect(await eventTypes()).toHaveLength(6);
    });
  });

  it('makes no account again that was deleted, and adds nobody to another', async () => {
    await start();
    await live(async (app) => {
      const bus = app.get(CommandBus);
      await bus.execute(new CreateAccount('Shop', metadata));
      await bus.execute(new DeleteAccount(1, metadata));
    });
    await start();
    expect(await harness.sql('SELECT * FROM accounts')).toEqual([{ id: 2, name: 'Shop' }]);
    expect(await harness.sql('SELECT * FROM account_users')).toEqual([]);
  });

  describe('of the platform', () => {
    it('makes a token where none is set, and announces it once', async () => {
      await start();
      await start();
      expect(announcedToPlatform).toEqual([expect.stringMatching(/^[\w-]{24}$/)]);
      expect(await platformTokenHash()).toBe(hashAccessToken(announcedToPlatform[0]!));
    });

    it('takes the token that is set, and announces none', async () => {
      await start({ platformToken: 'the-platform-token' });
      expect(await platformTokenHash()).toBe(hashAccessToken('the-platform-token'));
      expect(announcedToPlatform).toEqual([]);
    });

    it('has a token that was set since take the place of the one before', async () => {
      await start();
      await start({ platformToken: 'a-token-to-replace-it' });
      expect(await platformTokenHash()).toBe(hashAccessToken('a-token-to-replace-it'));
    });

    it('keeps a token that was set once', async () => {
      await start({ platformToken: 'the-platform-token' });
      await start();
      expect(await platformTokenHash()).toBe(hashAccessToken('the-platform-token'));
      expect(announcedToPlatform).toEqual([]);
    });
  });
});
