import type { CommandMetadata } from '@app/event-store';
import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import { hashAccessToken } from '../auth/access-token';
import type { Role } from '../domain/account';
import { accountsProjection } from '../read-model/accounts.projection';
import { openAccountsDatabase } from '../testing/open-accounts';
import { AddAccountUser, AddAccountUserHandler } from './add-account-user';
import { CreateAccount, CreateAccountHandler } from './create-account';
import { CreateUser, CreateUserHandler } from './create-user';
import { DeleteAccount, DeleteAccountHandler } from './delete-account';
import { IssueAccessToken, IssueAccessTokenHandler } from './issue-access-token';
import { RenameAccount, RenameAccountHandler } from './rename-account';
import { SetAccountUser, SetAccountUserHandler } from './set-account-user';

const metadata: CommandMetadata = { accountId: null, actor: null, correlationId: 'request-1' };

const notFound = { reason: 'not-found', message: 'Resource could not be found' };

describe.each(DRIVERS)('the commands of accounts on $name', (driver) => {
  let harness: DriverHarness;

  const createAccount = (name: string): Promise<number> =>
    new CreateAccountHandler(harness.store).execute(new CreateAccount(name, metadata));
  const createUser = async (name: string, email: string): Promise<number> => {
    const command = new CreateUser({ name, email }, metadata);
    return (await new CreateUserHandler(harness.store).execute(command)).id;
  };
  const addUser = (accountId: number, userId: number): Promise<void> =>
    new AddAccountUserHandler(harness.store).execute(
      new AddAccountUser(accountId, userId, 'agent', metadata),
    );
  const setUser = (accountId: number, userId: number, role: Role): Promise<void> =>
    new SetAccountUserHandler(harness.store).execute(
      new SetAccountUser(accountId, userId, role, metadata),
    );
  const issueToken = (userId: number, token: string) =>
    new IssueAccessTokenHandler(harness.store).execute(
      new IssueAccessToken(userId, token, metadata),
    );

  beforeEach(async () => {
    harness = await openAccountsDatabase(driver);
    harness.store.addProjection(accountsProjection);
  });
  afterEach(() => harness.close());

  it('number accounts and users from 1', async () => {
    expect([await createAccount('One'), await createAccount('Two')]).toEqual([1, 2]);
    expect([
      await createUser('Ada', 'ada@example.com'),
      await createUser('Bob', 'bob@example.com'),
    ]).toEqual([1, 2]);
  });

  it('refuse an e-mail address that another user has, and waste no number on it', async () => {
    await createUser('Ada', 'ada@example.com');
    await expect(createUser('Impostor', 'Ada@Example.com')).rejects.toMatchObject({
      reason: 'invalid',
      message: 'Email has already been taken',
      attributes: ['email'],
    });
    expect(await createUser('Bob', 'bob@example.com')).toBe(2);
  });

  it('make one of many users who ask for one e-mail address at once', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => createUser('Ada', 'ada@example.com')),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await harness.sql('SELECT id FROM users')).toHaveLength(1);
  });

  it('add a user to an account once', async () => {
    const accountId = await createAccount('Hoory');
    const userId = await createUser('Ada', 'ada@example.com');
    await addUser(accountId, userId);
    await expect(addUser(accountId, userId)).rejects.toMatchObject({ attributes: ['user_id'] });
    expect(await harness.sql('SELECT * FROM account_users ORDER BY account_id, user_id')).toEqual([
      { account_id: 1, user_id: 1, role: 'agent' },
    ]);
  });

  it('set what a user is in an account, many at once and the last of them for good', async () => {
    const accountId = await createAccount('Hoory');
    const userId = await createUser('Ada', 'ada@example.com');
    await Promise.all(
      (['agent', 'administrator', 'agent'] as const).map((role) =>
        setUser(accountId, userId, role),
      ),
    );
    expect(await harness.sql('SELECT * FROM account_users ORDER BY account_id, user_id')).toEqual([
      { account_id: 1, user_id: 1, role: 'agent' },
    ]);
    const { events } = await harness.store.readBatch('', 100);
    expect(events.slice(2).map((event) => [event.type, event.metadata.accountId])).toEqual([
      ['AccountUserAdded', accountId],
      ['AccountUserRoleChanged', accountId],
      ['AccountUserRoleChanged', accountId],
    ]);
  });

  it('set nobody who is no user', async () => {
    const accountId = await createAccount('Hoory');
    await expect(setUser(accountId, 1, 'agent')).rejects.toMatchObject({
      reason: 'invalid',
      attributes: ['user_id'],
    });
    expect(await harness.sql('SELECT * FROM account_users ORDER BY account_id, user_id')).toEqual(
      [],
    );
  });

  it('rename an account and delete it, with who is in it', async () => {
    const [accountId, otherId] = [await createAccount('Hoory'), await createAccount('Other')];
    const userId = await createUser('Ada', 'ada@example.com');
    await addUser(accountId, userId);
    await addUser(otherId, userId);
    await new RenameAccountHandler(harness.store).execute(
      new RenameAccount(accountId, 'Shop', metadata),
    );
    expect(await harness.sql('SELECT name FROM accounts ORDER BY id')).toEqual([
      { name: 'Shop' },
      { name: 'Other' },
    ]);
    const remove = () =>
      new DeleteAccountHandler(harness.store).execute(new DeleteAccount(accountId, metadata));
    await remove();
    expect(await harness.sql('SELECT id FROM accounts')).toEqual([{ id: otherId }]);
    expect(await harness.sql('SELECT account_id FROM account_users')).toEqual([
      { account_id: otherId },
    ]);
    await expect(remove()).rejects.toMatchObject(notFound);
    expect(await createAccount('Next')).toBe(3);
  });

  it('add nobody to an account that does not exist', async () => {
    await expect(addUser(1, 1)).rejects.toMatchObject(notFound);
  });

  it('issue a token by its hash', async () => {
    const userId = await createUser('Ada', 'ada@example.com');
    await issueToken(userId, 'a-token');
    expect(await harness.sql('SELECT token_hash, user_id FROM access_tokens')).toEqual([
      { token_hash: hashAccessToken('a-token'), user_id: userId },
    ]);
  });

  it('issue a token to its user once, and to nobody else', async () => {
    const ada = await createUser('Ada', 'ada@example.com');
    const bob = await createUser('Bob', 'bob@example.com');
    await issueToken(ada, 'a-token');
    await issueToken(ada, 'a-token');
    await expect(issueToken(bob, 'a-token')).rejects.toMatchObject({
      reason: 'invalid',
      attributes: ['access_token'],
    });
    expect(await harness.sql('SELECT user_id FROM access_tokens')).toEqual([{ user_id: ada }]);
  });

  it('issue nothing to a user who does not exist', async () => {
    await expect(issueToken(1, 'a-token')).rejects.toMatchObject(notFound);
  });
});
