import { Refusal, type Decider, type StreamRef } from '@app/event-store';

export type UserEvent =
  | { type: 'UserCreated'; data: { id: number; name: string; email: string } }
  | { type: 'AccessTokenIssued'; data: { userId: number; tokenHash: string } };

export type UserCommand =
  | { type: 'CreateUser'; id: number; name: string; email: string }
  | { type: 'IssueAccessToken'; tokenHash: string };

export interface User {
  readonly id: number;
  readonly name: string;
  readonly email: string;
}

export const userStream = (id: number): string => `user-${id}`;

export const userDecider: Decider<UserCommand, User, UserEvent> = {
  stateSchema: 1,
  initialState: { id: 0, name: '', email: '' },

  decide(command, state) {
    switch (command.type) {
      case 'CreateUser': {
        const { id, name, email } = command;
        return [{ type: 'UserCreated', data: { id, name, email } }];
      }
      case 'IssueAccessToken':
        if (state.id === 0) throw Refusal.notFound();
        return [
          { type: 'AccessTokenIssued', data: { userId: state.id, tokenHash: command.tokenHash } },
        ];
    }
  },

  evolve(state, event) {
    switch (event.type) {
      case 'UserCreated':
        return event.data;
      case 'AccessTokenIssued':
        return state;
    }
  },
};

export const userRef = (id: number): StreamRef<User> => ({
  stream: userStream(id),
  decider: userDecider,
});
