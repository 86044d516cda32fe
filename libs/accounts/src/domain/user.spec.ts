import { deciderSpec } from '@app/event-store/testing';
import { userDecider, type User, type UserEvent } from './user';

const given = deciderSpec(userDecider);

const ada: User = { id: 1, name: 'Ada', email: 'ada@example.com', displayName: 'Countess' };
const created: UserEvent = { type: 'UserCreated', data: ada };
const passwordSet: UserEvent = {
  type: 'UserPasswordSet',
  data: { id: 1, passwordHash: '$scrypt$hash' },
};

const stateAfter = (events: readonly UserEvent[]): User =>
  events.reduce((before, event) => userDecider.evolve(before, event), userDecider.initialState);

describe('a user', () => {
  it('is created with a name, an e-mail address and a name to show', () => {
    given([]).when({ type: 'CreateUser', user: ada, passwordHash: null }).then([created]);
  });

  it('may be created with a password, of which the log has the hash', () => {
    given([])
      .when({ type: 'CreateUser', user: ada, passwordHash: '$scrypt$hash' })
      .then([created, passwordSet]);
  });

  it('has an e-mail address in lower case', () => {
    given([])
      .when({
        type: 'CreateUser',
        user: { ...ada, email: 'Ada@Example.COM' },
        passwordHash: null,
      })
      .then([created]);
  });

  it('is what their creation says, and shows nobody the hash of a password', () => {
    expect(stateAfter([created, passwordSet])).toEqual(ada);
  });

  it('is the same where they were created without a name to show, the address as typed', () => {
    const data = { id: 1, name: 'Ada', email: 'Ada@example.com' };
    expect(stateAfter([{ type: 'UserCreated', data }])).toEqual({ ...ada, displayName: null });
  });
});
