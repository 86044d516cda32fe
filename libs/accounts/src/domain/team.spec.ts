import { deciderSpec } from '@app/event-store/testing';
import type { Account } from './account';
import { teamDecider, type Team, type TeamCommand, type TeamDetails, type TeamEvent } from './team';

const given = deciderSpec(teamDecider);

const account: Account = { id: 1, name: 'Hoory', roles: { 5: 'agent', 6: 'administrator' } };
const details: TeamDetails = { name: 'Sales', description: 'They sell', allowAutoAssign: true };
const created: TeamEvent = { type: 'TeamCreated', data: { id: 7, accountId: 1, ...details } };
const deleted: TeamEvent = { type: 'TeamDeleted', data: { id: 7 } };
const added = (...userIds: number[]): TeamEvent => ({
  type: 'TeamMembersAdded',
  data: { id: 7, userIds },
});
const removed = (...userIds: number[]): TeamEvent => ({
  type: 'TeamMembersRemoved',
  data: { id: 7, userIds },
});

const update = (changes: Partial<TeamDetails>): TeamCommand => ({
  type: 'UpdateTeam',
  accountId: 1,
  changes,
});
const add = (...userIds: number[]): TeamCommand => ({
  type: 'AddTeamMembers',
  accountId: 1,
  account,
  userIds,
});
const remove = (...userIds: number[]): TeamCommand => ({
  type: 'RemoveTeamMembers',
  accountId: 1,
  userIds,
});

const notFound = { reason: 'not-found', message: 'Resource could not be found' } as const;

const stateAfter = (events: readonly TeamEvent[]): Team =>
  events.reduce((before, event) => teamDecider.evolve(before, event), teamDecider.initialState);

describe('a team', () => {
  it('is created with its details', () => {
    given([]).when({ type: 'CreateTeam', id: 7, account, details }).then([created]);
  });

  it.each<[string, Account | undefined]>([
    ['does not exist', undefined],
    ['was deleted', { id: 0, name: '', roles: {} }],
  ])('is not created in an account that %s', (_, gone) => {
    given([]).when({ type: 'CreateTeam', id: 7, account: gone, details }).thenRefused(notFound);
  });

  it.each<Partial<TeamDetails>>([
    { name: 'Support' },
    { description: '' },
    { allowAutoAssign: false },
  ])('has what is given changed, and nothing else: %j', (changes) => {
    given([created])
      .when(update(changes))
      .then([{ type: 'TeamUpdated', data: { id: 7, ...details, ...changes } }]);
  });

  it.each<Partial<TeamDetails>>([{}, details])(
    'is not updated where nothing changes: %j',
    (same) => {
      given([created]).when(update(same)).then([]);
    },
  );

  it('takes agents and administrators of its account, each once', () => {
    given([created])
      .when(add(5, 6, 5))
      .then([added(5, 6)]);
    given([created, added(5)])
      .when(add(5, 6))
      .then([added(6)]);
    given([created, added(5, 6)])
      .when(add(6))
      .then([]);
  });

  it('takes nobody where one is not of its account', () => {
    given([created])
      .when(add(5, 8, 9))
      .thenRefused({
        reason: 'invalid',
        message: 'User ids must be of agents of the account, got [8,9]',
        attributes: ['user_ids'],
      });
  });

  it('lets go those of the named who are in it', () => {
    given([created, added(5, 6)])
      .when(remove(6, 6, 8))
      .then([removed(6)]);
    given([created, added(5)])
      .when(remove(8))
      .then([]);
  });

  it('is deleted', () => {
    given([created, added(5)])
      .when({ type: 'DeleteTeam', accountId: 1 })
      .then([deleted]);
  });

  it.each<[string, TeamEvent[], number]>([
    ['before it exists', [], 1],
    ['once it is deleted', [created, deleted], 1],
    ['of another account', [created], 2],
  ])('knows no command %s', (_, events, accountId) => {
    for (const command of [update({ name: 'Support' }), add(5), remove(5)]) {
      given(events)
        .when({ ...command, accountId } as TeamCommand)
        .thenRefused(notFound);
    }
    given(events).when({ type: 'DeleteTeam', accountId }).thenRefused(notFound);
  });

  it('knows its details and its members', () => {
    const changes = { name: 'Support', description: '', allowAutoAssign: false };
    const updated: TeamEvent = { type: 'TeamUpdated', data: { id: 7, ...changes } };
    expect(stateAfter([created, added(5, 6), removed(5), updated])).toEqual({
      id: 7,
      accountId: 1,
      ...changes,
      memberIds: [6],
    });
  });

  it('is as one that never was, once it is deleted', () => {
    expect(stateAfter([created, added(5), deleted])).toEqual(teamDecider.initialState);
  });
});
