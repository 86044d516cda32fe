import { deciderSpec } from '@app/event-store/testing';
import { accountDecider, type Account, type AccountCommand, type AccountEvent } from './account';

const given = deciderSpec(accountDecider);

const created: AccountEvent = { type: 'AccountCreated', data: { id: 1, name: 'Hoory' } };
const added = (userId: number, role: 'administrator' | 'agent' = 'agent'): AccountEvent => ({
  type: 'AccountUserAdded',
  data: { accountId: 1, userId, role },
});
const removed = (userId: number): AccountEvent => ({
  type: 'AccountUserRemoved',
  data: { accountId: 1, userId },
});
const deleted: AccountEvent = { type: 'AccountDeleted', data: { id: 1 } };

describe('an account', () => {
  it('is created with its name', () => {
    given([]).when({ type: 'CreateAccount', id: 1, name: 'Hoory' }).then([created]);
  });

  it.each(['administrator', 'agent'] as const)('takes a user as %s', (role) => {
    given([created])
      .when({ type: 'AddAccountUser', userId: 5, role })
      .then([added(5, role)]);
  });

  it('takes further users', () => {
    given([created, added(5), added(6)])
      .when({ type: 'AddAccountUser', userId: 7, role: 'agent' })
      .then([added(7)]);
  });

  it('refuses a user who is a member already, in whatever role', () => {
    given([created, added(5, 'agent'), added(6)])
      .when({ type: 'AddAccountUser', userId: 5, role: 'administrator' })
      .thenRefused({
        reason: 'invalid',
        message: 'User is already a member of the account',
        attributes: ['user_id'],
      });
  });

  it('is renamed, where the name is another', () => {
    given([created])
      .when({ type: 'RenameAccount', name: 'Shop' })
      .then([{ type: 'AccountRenamed', data: { id: 1, name: 'Shop' } }]);
    given([created]).when({ type: 'RenameAccount', name: 'Hoory' }).then([]);
  });

  it.each(['administrator', 'agent'] as const)('has a user set who is in it yet as %s', (role) => {
    const other = role === 'agent' ? 'administrator' : 'agent';
    given([created, added(5, other)])
      .when({ type: 'SetAccountUser', userId: 5, userExists: true, role })
      .then([{ type: 'AccountUserRoleChanged', data: { accountId: 1, userId: 5, role } }]);
  });

  it('has a user set who is not in it yet', () => {
    given([created, added(5)])
      .when({ type: 'SetAccountUser', userId: 6, userExists: true, role: 'agent' })
      .then([added(6)]);
  });

  it('has nothing change where a user is set to what they are', () => {
    given([created, added(5)])
      .when({ type: 'SetAccountUser', userId: 5, userExists: true, role: 'agent' })
      .then([]);
  });

  it('refuses to set a user who does not exist', () => {
    given([created])
      .when({ type: 'SetAccountUser', userId: 5, userExists: false, role: 'agent' })
      .thenRefused({ reason: 'invalid', message: 'User must exist', attributes: ['user_id'] });
  });

  it('lets a user go, who may come back', () => {
    given([created, added(5), added(6)])
      .when({ type: 'RemoveAccountUser', userId: 5 })
      .then([removed(5)]);
    given([created, added(5), removed(5)])
      .when({ type: 'AddAccountUser', userId: 5, role: 'administrator' })
      .then([added(5, 'administrator')]);
  });

  it('has nobody to let go who is not in it', () => {
    given([created, added(6)])
      .when({ type: 'RemoveAccountUser', userId: 5 })
      .then([]);
  });

  it('is deleted', () => {
    given([created, added(5)])
      .when({ type: 'DeleteAccount' })
      .then([deleted]);
  });

  it.each<[string, AccountEvent[]]>([
    ['before it exists', []],
    ['once it is deleted', [created, added(5), deleted]],
  ])('knows no command %s', (_, events) => {
    const commands: AccountCommand[] = [
      { type: 'RenameAccount', name: 'Shop' },
      { type: 'DeleteAccount' },
      { type: 'AddAccountUser', userId: 5, role: 'agent' },
      { type: 'SetAccountUser', userId: 5, userExists: true, role: 'agent' },
      { type: 'RemoveAccountUser', userId: 5 },
    ];
    for (const command of commands) {
      given(events)
        .when(command)
        .thenRefused({ reason: 'not-found', message: 'Resource could not be found' });
    }
  });

  it('knows its name and the roles of its users', () => {
    const state = stateAfter([
      created,
      added(5),
      added(6, 'administrator'),
      added(7),
      { type: 'AccountRenamed', data: { id: 1, name: 'Shop' } },
      { type: 'AccountUserRoleChanged', data: { accountId: 1, userId: 5, role: 'administrator' } },
      removed(7),
    ]);
    expect(state).toEqual({
      id: 1,
      name: 'Shop',
      roles: { 5: 'administrator', 6: 'administrator' },
    });
  });

  it('is as one that never was, once it is deleted', () => {
    expect(stateAfter([created, added(5), deleted])).toEqual(accountDecider.initialState);
  });
});

function stateAfter(events: readonly AccountEvent[]): Account {
  return events.reduce(
    (before, event) => accountDecider.evolve(before, event),
    accountDecider.initialState,
  );
}
