import type { CommandMetadata } from '@app/event-store';
import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import { CommandBus } from '@nestjs/cqrs';
import type { TestingModule } from '@nestjs/testing';
import type { Team } from '../domain/team';
import { compileAccounts, openAccountsDatabase } from '../testing/open-accounts';
import { AddAgent } from './add-agent';
import { AddTeamMembers } from './add-team-members';
import { CreateAccount } from './create-account';
import { CreateTeam } from './create-team';
import { RemoveAccountUser } from './remove-account-user';
import { UpdateTeam } from './update-team';

const metadata: CommandMetadata = {
  accountId: 1,
  actor: { type: 'user', id: 1 },
  correlationId: 'request-1',
};
const nameTaken = { message: 'Name has already been taken', attributes: ['name'] };

describe.each(DRIVERS)('the commands of teams on $name', (driver) => {
  let harness: DriverHarness;
  let app: TestingModule;
  let bus: CommandBus;
  let accountId: number;

  const create = (name: string, account = accountId): Promise<Team> => {
    const details = { name, description: '', allowAutoAssign: true };
    return bus.execute(new CreateTeam(account, details, metadata));
  };
  const addAgent = (email: string): Promise<number> =>
    bus.execute(new AddAgent(accountId, { name: 'Ada', email, role: 'agent' }, metadata));

  beforeEach(async () => {
    harness = await openAccountsDatabase(driver);
    app = await (await compileAccounts(harness)).init();
    bus = app.get(CommandBus);
    accountId = await bus.execute(new CreateAccount('Hoory', metadata));
  });
  afterEach(async () => {
    await app.close();
    await harness.close();
  });

  it('number teams from 1, and waste no number on a name that is taken', async () => {
    expect(await create('Sales')).toMatchObject({ id: 1, accountId });
    await expect(create('SALES')).rejects.toMatchObject(nameTaken);
    expect(await create('Support')).toMatchObject({ id: 2 });
  });

  it('make one of many teams that ask for one name at once', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => create('Sales')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('leave both teams as they were where one asks for the other’s name', async () => {
    await create('Sales');
    const { id } = await create('Support');
    const update = (name: string) => bus.execute(new UpdateTeam(accountId, id, { name }, metadata));
    await expect(update('sales')).rejects.toMatchObject(nameTaken);
    expect(await update('Help')).toMatchObject({ id, name: 'Help' });
  });

  it('make none in an account that does not exist', async () => {
    await expect(create('Sales', 99)).rejects.toMatchObject({ reason: 'not-found' });
  });

  it('take whoever leaves an account out of all its teams at once', async () => {
    const [ada, bob] = [await addAgent('ada@example.com'), await addAgent('bob@example.com')];
    const teams = [await create('Sales'), await create('Support'), await create('Empty')];
    for (const { id } of teams.slice(0, 2)) {
      await bus.execute(new AddTeamMembers(accountId, id, [ada, bob], metadata));
    }
    await bus.execute(new RemoveAccountUser(accountId, ada, metadata));
    expect(await harness.sql('SELECT team_id, user_id FROM team_members')).toEqual([
      { team_id: 1, user_id: bob },
      { team_id: 2, user_id: bob },
    ]);
    expect(await harness.sql('SELECT user_id FROM account_users')).toEqual([{ user_id: bob }]);
    const add = new AddTeamMembers(accountId, 1, [ada], metadata);
    await expect(bus.execute(add)).rejects.toMatchObject({ attributes: ['user_ids'] });
  });
});
