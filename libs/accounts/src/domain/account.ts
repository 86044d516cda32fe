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
  readonly userIds: readonly number[];
}

export const accountStream = (id: number): string => `account-${id}`;

export const accountDecider: Decider<AccountCommand, Account, AccountEvent> = {
  stateSchema: 1,
  initialState: { id: 0, name: '', userIds: [] },

  decide(command, state) {
    switch (command.type) {
      case 'CreateAccount':
        return [{ type: 'AccountCreated', data: { id: command.id, name: command.name } }];
      case 'AddAccountUser': {
        const { userId, role } = command;
        if (state.id === 0) throw Refusal.notFound();
        if (state.userIds.includes(userId)) {
          throw Refusal.invalid('user_id', 'User is already a member of the account');
        }
        return [{ type: 'AccountUserAdded', data: { accountId: state.id, userId, role } }];
      }
    }
  },

  evolve(state, event) {
    switch (event.type) {
      case 'AccountCreated':
        return { ...event.data, userIds: [] };
      case 'AccountUserAdded':
        return { ...state, userIds: [...state.userIds, event.data.userId] };
    }
  },
};

export const accountRef = (id: number): StreamRef<Account> => ({
  stream: accountStream(id),
  decider: accountDecider,
});
