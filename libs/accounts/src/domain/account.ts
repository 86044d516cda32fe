import { Refusal, type Decider, type StreamRef } from '@app/event-store';

export type Role = 'administrator' | 'agent';

export type AccountEvent =
  | { type: 'AccountCreated'; data: { id: number; name: string } }
  | { type: 'AccountUserAdded'; data: { accountId: number; userId: number; role: Role } };

export type AccountCommand =
  | { type: 'CreateAccount'; id: number; name: string }
  | { type: 'AddAccountUser'; userId: number; role: Role };

export interface Account {
  readonly id: number;
  readonly name: string;
  /** By user id. */
  readonly roles: Readonly<Record<number, Role>>;
}

export const accountStream = (id: number): string => `account-${id}`;

export const accountDecider: Decider<AccountCommand, Account, AccountEvent> = {
  stateSchema: 1,
  initialState: { id: 0, name: '', roles: {} },

  decide(command, state) {
    switch (command.type) {
      case 'CreateAccount':
        return [{ type: 'AccountCreated', data: { id: command.id, name: command.name } }];
      case 'AddAccountUser': {
        const { userId, role } = command;
        if (state.id === 0) throw Refusal.notFound();
        if (state.roles[userId]) {
          throw Refusal.invalid('user_id', 'User is already a member of the account');
        }
        return [{ type: 'AccountUserAdded', data: { accountId: state.id, userId, role } }];
      }
    }
  },

  evolve(state, event) {
    switch (event.type) {
      case 'AccountCreated':
        return { ...event.data, roles: {} };
      case 'AccountUserAdded':
        return { ...state, roles: { ...state.roles, [event.data.userId]: event.data.role } };
    }
  },
};

export const accountRef = (id: number): StreamRef<Account> => ({
  stream: accountStream(id),
  decider: accountDecider,
});
