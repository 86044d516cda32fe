import type { Decider, StreamRef } from '@app/event-store';

export type UserEvent = { type: 'UserCreated'; data: User };

export type UserCommand = { type: 'CreateUser' } & User;

export interface User {
  readonly id: number;
  readonly name: string;
  readonly email: string;
}

export const userStream = (id: number): string => `user-${id}`;

export const userDecider: Decider<UserCommand, User, UserEvent> = {
  stateSchema: 1,
  initialState: { id: 0, name: '', email: '' },

  decide({ id, name, email }) {
    return [{ type: 'UserCreated', data: { id, name, email } }];
  },

  evolve(_, event) {
    return event.data;
  },
};

export const userRef = (id: number): StreamRef<User> => ({
  stream: userStream(id),
  decider: userDecider,
});
