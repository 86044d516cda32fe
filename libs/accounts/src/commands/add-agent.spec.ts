import type { CommandMetadata } from '@app/event-store';
import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import { CommandBus } from '@nestjs/cqrs';
import type { TestingModule } from '@nestjs/testing';
import { compileAccounts, openAccountsDatabase } from '../testing/open-accounts';
import { AddAgent } from './add-agent';
import { CreateAccount } from './create-account';
import { CreateUser } from './create-user';
import { DeleteAccount } from './delete-account';

const metadata: CommandMetadata = { accountId: 1, actor: null, correlationId: 'request-1' };
const ada = { name: 'Ada', email: 'ada@example.com', role: 'agent' } as const;

describe.each(DRIVERS)('adding an agent on $name', (driver) => {
  let harness: DriverHarness;
  let app: TestingModule;
  let bus: CommandBus;

  const add = (accountId = 1): Promise<number> =>
    bus.execute(new AddAgent(accountId, ada, metadata));
  const users = () => harness.sql('SELECT id, name FROM users');
  const members = () => harness.sql('SELECT * FROM account_users ORDER BY account_id, user_id');

  beforeEach(async () => {
    harness = await openAccountsDatabase(driver);
    app = await (await compileAccounts(harness)).init();
    bus = app.get(CommandBus);
    await bus.execute(new CreateAccount('Hoory', metadata));
    await bus.execute(new CreateAccount('Other', metadata));
  });
  afterEach(async () => {
    await app.close();
    await harness.close();
  });

  it('makes a user, without a password or a token, and a member of them', async () => {
    expect(await add()).toBe(1);
    expect(await harness.sql('SELECT * FROM users ORDER BY id')).toMatchObject([
      { id: 1, name: 'Ada', email: 'ada@example.com', password_hash: null },
    ]);
    expect(await harness.sql('SELECT * FROM access_tokens')).toEqual([]);
    expect(await members()).toEqual([{ account_id: 1, user_id: 1, role: 'agent' }]);
  });

  it('completes what was cut off after the user was made', async () => {
    await bus.execute(new CreateUser(ada, metadata));
    expect(await add()).toBe(1);
    expect(await members()).toHaveLength(1);
  });

  it('makes one user where several accounts add one person at once', async () => {
    expect(await Promise.all([add(1), add(2)])).toEqual([1, 1]);
    expect(await users()).toHaveLength(1);
    expect(await members()).toHaveLength(2);
  });

  it('makes one member where one account adds one person many times at once', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => add()));
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject(
      Array.from({ length: 4 }, () => ({ reason: { attributes: ['email'] } })),
    );
    expect(await members()).toHaveLength(1);
  });

  it('is refused in an account that does not exist or was deleted, and makes no user', async () => {
    await bus.execute(new DeleteAccount(2, metadata));
    for (const accountId of [2, 99]) {
      await expect(add(accountId)).rejects.toMatchObject({ reason: 'not-found' });
    }
    expect(await users()).toEqual([]);
  });
});
