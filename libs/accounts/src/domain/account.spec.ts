import { deciderSpec } from '@app/event-store/testing';
import { accountDecider, type AccountEvent } from './account';

const given = deciderSpec(accountDecider);

const created: AccountEvent = { type: 'AccountCreated', data: { id: 1, name: 'Hoory' } };
const added = (userId: number, role: 'administrator' | 'agent' = 'agent'): AccountEvent => ({
  type: 'AccountUserAdded',
  data: { accountId: 1, userId, role },
});

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

  it('takes nobody before it exists', () => {
    given([])
      .when({ type: 'AddAccountUser', userId: 5, role: 'agent' })
      .thenRefused({ reason: 'not-found', message: 'Resource could not be found' });
  });

  it('knows its name and the roles of its users', () => {
    const state = [created, added(5), added(6, 'administrator')].reduce(
      (before, event) => accountDecider.evolve(before, event),
      accountDecider.initialState,
    );
    expect(state).toEqual({ id: 1, name: 'Hoory', roles: { 5: 'agent', 6: 'administrator' } });
  });
});
