import type { Decider, StreamRef } from '@app/event-store';

export type UserEvent = { type: 'UserCreated'; data: User };

export type UserCommand = { type: 'CreateUser' } & User;

export interface User {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  /** What contacts see instead of the name; null where it is the same. */
  readonly displayName: string | null;
}

export const userStream = (id: number): string => `user-${id}`;

export const userDecider: Decider<UserCommand, User, UserEvent> = {
  stateSchema: 2,
  initialState: { id: 0, name: '', email: '', displayName: null },

  decide({ id, name, email, displayName }) {
    return [{ type: 'UserCreated', data: { id, name, email, displayName } }];
  },

  evolve(_, event) {
    return event.data;
  },
};

export const userRef = (id: number): StreamRef<User> => ({
  stream: userStream(id),
  decider: userDecider,
});
