import { UniqueViolationError, type EventMetadata } from '@app/event-store';
import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import type { AccountEvent } from '../domain/account';
import type { TeamEvent } from '../domain/team';
import { openAccountsDatabase } from '../testing/open-accounts';
import { teamsProjection } from './teams.projection';

const metadata: EventMetadata = {
  accountId: 1,
  actor: null,
  correlationId: 'request-1',
  causationId: null,
  occurredAt: '2026-01-01T00:00:00.000Z',
};

const details = { name: 'Été', description: '', allowAutoAssign: true };

const created = (id: number, accountId: number): TeamEvent => ({
  type: 'TeamCreated',
  data: { id, accountId, ...details },
});
const added = (id: number, ...userIds: number[]): TeamEvent => ({
  type: 'TeamMembersAdded',
  data: { id, userIds },
});

describe.each(DRIVERS)('the tables of teams on $name', (driver) => {
  let harness: DriverHarness;

  const append = async (...events: (AccountEvent | TeamEvent)[]): Promise<void> => {
    for (const event of events)
      await harness.store.append('team-1', [{ ...event, metadata }], 'any');
  };
  const tables = async () => ({
    teams: await harness.sql('SELECT * FROM teams ORDER BY id'),
    members: await harness.sql('SELECT team_id, user_id FROM team_members ORDER BY 1, 2'),
  });

  beforeEach(async () => {
    harness = await openAccountsDatabase(driver);
    harness.store.addProjection(teamsProjection);
  });
  afterEach(() => harness.close());

  it('have a team and who is in it', async () => {
    await append(created(1, 1), added(1, 5, 6, 7));
    await append({ type: 'TeamMembersRemoved', data: { id: 1, userIds: [5, 7] } });
    const changes = { name: 'Support', description: 'They help', allowAutoAssign: false };
    await append({ type: 'TeamUpdated', data: { id: 1, ...changes } });
    expect(await tables()).toEqual({
      teams: [
        {
          id: 1,
          account_id: 1,
          name: 'Support',
          normalized_name: 'support',
          description: 'They help',
          allow_auto_assign: 0,
        },
      ],
      members: [{ team_id: 1, user_id: 6 }],
    });
  });

  it('lose a team that is deleted, and no other', async () => {
    await append(created(1, 1), added(1, 5), created(2, 2), added(2, 5));
    await append({ type: 'TeamDeleted', data: { id: 1 } });
    expect(await tables()).toMatchObject({ teams: [{ id: 2 }], members: [{ team_id: 2 }] });
  });

  it('lose the teams of an account that is deleted, and no others', async () => {
    await append(created(1, 1), added(1, 5), created(2, 2), added(2, 5));
    await append({ type: 'AccountDeleted', data: { id: 1 } });
    expect(await tables()).toMatchObject({ teams: [{ id: 2 }], members: [{ team_id: 2 }] });
  });

  it('have a name once in an account', async () => {
    await append(created(1, 1), created(2, 2));
    await expect(append(created(3, 1))).rejects.toThrow(UniqueViolationError);
    expect(await tables()).toMatchObject({ teams: [{ id: 1 }, { id: 2 }] });
  });
});
