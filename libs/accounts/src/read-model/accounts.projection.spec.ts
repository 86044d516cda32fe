import { UniqueViolationError, type EventMetadata } from '@app/event-store';
import type { SqliteEventStoreHarness } from '@app/event-store/testing';
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
  data: { id, name: 'Ada', email },
});

describe('the tables of accounts', () => {
  let harness: SqliteEventStoreHarness;

  const append = async (
    stream: string,
    event: AccessTokenEvent | AccountEvent | UserEvent,
  ): Promise<void> => {
    await harness.store.append(stream, [{ ...event, metadata }], 'any');
  };

  beforeEach(async () => {
    harness = await openAccountsDatabase();
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
    await append('access_token-hash', {
      type: 'AccessTokenIssued',
      data: { userId: 2, tokenHash: 'hash' },
    });
    expect({
      accounts: await harness.sql('SELECT * FROM accounts'),
      users: await harness.sql('SELECT * FROM users'),
      members: await harness.sql('SELECT * FROM account_users'),
      tokens: await harness.sql('SELECT * FROM access_tokens'),
    }).toEqual({
      accounts: [{ id: 1, name: 'Hoory' }],
      users: [{ id: 2, name: 'Ada', email: 'ada@example.com' }],
      members: [{ account_id: 1, user_id: 2, role: 'agent' }],
      tokens: [{ token_hash: 'hash', user_id: 2 }],
    });
  });

  it('have an e-mail address once', async () => {
    await append('user-1', userCreated(1, 'ada@example.com'));
    await expect(append('user-2', userCreated(2, 'ada@example.com'))).rejects.toThrow(
      UniqueViolationError,
    );
    expect(await harness.sql('SELECT id FROM users')).toEqual([{ id: 1 }]);
  });
});
