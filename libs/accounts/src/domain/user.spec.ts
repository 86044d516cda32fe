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

  it('chooses how to sign in, and so may be called otherwise', () => {
    const choice = { type: 'ChooseSignIn', passwordHash: '$scrypt$hash' } as const;
    const data = { id: 1, name: 'Ada King', email: 'king@example.com' };
    const changed: UserEvent = { type: 'UserProfileChanged', data };

    given([created])
      .when({ ...choice, name: 'Ada King', email: 'King@example.com' })
      .then([changed, passwordSet]);
    expect(stateAfter([created, changed, passwordSet])).toEqual({ ...ada, ...data });
    given([created])
      .when({ ...choice, name: undefined, email: ada.email })
      .then([passwordSet]);
    given([])
      .when({ ...choice, name: undefined, email: ada.email })
      .thenRefused('Resource could not be found');
  });

  it('is what their creation says, and shows nobody the hash of a password', () => {
    expect(stateAfter([created, passwordSet])).toEqual(ada);
  });

  it('is the same where they were created without a name to show, the address as typed', () => {
    const data = { id: 1, name: 'Ada', email: 'Ada@example.com' };
    expect(stateAfter([{ type: 'UserCreated', data }])).toEqual({ ...ada, displayName: null });
  });
});
