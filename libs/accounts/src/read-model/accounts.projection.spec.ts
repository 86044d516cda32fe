import { UniqueViolationError, type EventMetadata } from '@app/event-store';
import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import type { AccessTokenEvent } from '../domain/access-token';
import type { AccountEvent } from '../domain/account';
import type { UserEvent } from '../domain/user';
import { openAccountsDatabase } from '../testing/open-accounts';
import { accountsProjection } from './accounts.projection';

const metadata: EventMetadata = {
  accountId: null,
  actor: null,
  correlationId: 'request-1',
  causationId: null,
  occurredAt: '2026-01-01T00:00:00.000Z',
};

const userCreated = (id: number, email: string): UserEvent => ({
  type: 'UserCreated',
  data: { id, name: 'Ada', email, displayName: 'Countess' },
});

describe.each(DRIVERS)('the tables of accounts on $name', (driver) => {
  let harness: DriverHarness;

  const append = async (
    stream: string,
    event: AccessTokenEvent | AccountEvent | UserEvent,
  ): Promise<void> => {
    await harness.store.append(stream, [{ ...event, metadata }], 'any');
  };

  const tables = async () => ({
    accounts: await harness.sql('SELECT * FROM accounts ORDER BY id'),
    members: await harness.sql('SELECT * FROM account_users ORDER BY account_id, user_id'),
  });

  beforeEach(async () => {
    harness = await openAccountsDatabase(driver);
    harness.store.addProjection(accountsProjection);
  });
  afterEach(() => harness.close());

  it('have an account, its users and their tokens', async () => {
    await append('account-1', { type: 'AccountCreated', data: { id: 1, name: 'Hoory' } });
    await append('account-1', {
      type: 'AccountUserAdded',
      data: { accountId: 1, userId: 2, role: 'agent' },
    });
    await append('user-2', userCreated(2, 'ada@example.com'));
    await append('user-2', {
      type: 'UserPasswordSet',
      data: { id: 2, passwordHash: '$scrypt$hash' },
    });
    await append('access_token-hash', {
      type: 'AccessTokenIssued',
      data: { userId: 2, tokenHash: 'hash', name: 'CRM export', lastCharacters: '9xZ_' },
    });
    expect({
      accounts: await harness.sql('SELECT * FROM accounts ORDER BY id'),
      users: await harness.sql('SELECT * FROM users ORDER BY id'),
      members: await harness.sql('SELECT * FROM account_users ORDER BY account_id, user_id'),
      tokens: await harness.sql('SELECT * FROM access_tokens ORDER BY token_hash'),
    }).toEqual({
      accounts: [{ id: 1, name: 'Hoory' }],
      users: [
        {
          id: 2,
          name: 'Ada',
          email: 'ada@example.com',
          display_name: 'Countess',
          password_hash: '$scrypt$hash',
        },
      ],
      members: [{ account_id: 1, user_id: 2, role: 'agent' }],
      tokens: [
        {
          token_hash: 'hash',
          user_id: 2,
          id: 5,
          name: 'CRM export',
          last_characters: '9xZ_',
          created_at: metadata.occurredAt,
          revoked: 0,
        },
      ],
    });
  });

  it('have an e-mail address once', async () => {
    await append('user-1', userCreated(1, 'ada@example.com'));
    await expect(append('user-2', userCreated(2, 'ada@example.com'))).rejects.toThrow(
      UniqueViolationError,
    );
    expect(await harness.sql('SELECT id FROM users')).toEqual([{ id: 1 }]);
  });

  it('have a user of the time before display names, their address in lower case', async () => {
    const data = { id: 1, name: 'Ada', email: 'Ada@Example.com' };
    await append('user-1', { type: 'UserCreated', data });
    expect(await harness.sql('SELECT id, name, email, display_name FROM users')).toEqual([
      { id: 1, name: 'Ada', email: 'ada@example.com', display_name: null },
    ]);
  });

  it('have a token of the time before names, and mark one that was revoked', async () => {
    for (const tokenHash of ['one', 'other']) {
      const data = { userId: 2, tokenHash };
      await append(`access_token-${tokenHash}`, { type: 'AccessTokenIssued', data });
    }
    const data = { userId: 2, tokenHash: 'other' };
    await append('access_token-other', { type: 'AccessTokenRevoked', data });
    const columns = 'id, token_hash, name, last_characters, revoked';
    expect(await harness.sql(`SELECT ${columns} FROM access_tokens ORDER BY id`)).toEqual([
      { id: 1, token_hash: 'one', name: null, last_characters: null, revoked: 0 },
      { id: 2, token_hash: 'other', name: null, last_characters: null, revoked: 1 },
    ]);
  });

  it('follow an account and its users', async () => {
    const user = { accountId: 1, userId: 2 };
    for (const id of [1, 3]) {
      await append(`account-${id}`, { type: 'AccountCreated', data: { id, name: 'Hoory' } });
      for (const userId of [2, 4]) {
        const data = { accountId: id, userId, role: 'agent' } as const;
        await append(`account-${id}`, { type: 'AccountUserAdded', data });
      }
    }
    const role = 'administrator';
    await append('account-1', { type: 'AccountUserRoleChanged', data: { ...user, role } });
    await append('account-1', { type: 'AccountRenamed', data: { id: 1, name: 'Shop' } });
    const other = [2, 4].map((userId) => ({ account_id: 3, user_id: userId, role: 'agent' }));
    expect(await tables()).toEqual({
      accounts: [
        { id: 1, name: 'Shop' },
        { id: 3, name: 'Hoory' },
      ],
      members: [
        { account_id: 1, user_id: 2, role: 'administrator' },
        { account_id: 1, user_id: 4, role: 'agent' },
        ...other,
      ],
    });
    await append('account-1', { type: 'AccountUserRemoved', data: user });
    expect(await tables()).toMatchObject({
      members: [{ account_id: 1, user_id: 4, role: 'agent' }, ...other],
    });
    await append('account-1', { type: 'AccountDeleted', data: { id: 1 } });
    expect(await tables()).toEqual({ accounts: [{ id: 3, name: 'Hoory' }], members: other });
  });
});
