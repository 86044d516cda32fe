import { deciderSpec } from '@app/event-store/testing';
import { userDecider } from './user';

const given = deciderSpec(userDecider);

const ada = { id: 1, name: 'Ada', email: 'ada@example.com' };

describe('a user', () => {
  it('is created with a name and an e-mail address', () => {
    given([])
      .when({ type: 'CreateUser', ...ada })
      .then([{ type: 'UserCreated', data: ada }]);
  });

  it('is what their creation says', () => {
    const created = { type: 'UserCreated', data: ada } as const;
    expect(userDecider.evolve(userDecider.initialState, created)).toEqual(ada);
  });
});
