import { Refusal, type Decider, type StreamRef } from '@app/event-store';

export const ROLES = ['administrator', 'agent'] as const;
export type Role = (typeof ROLES)[number];

export type AccountEvent =
  | { type: 'AccountCreated'; data: { id: number; name: string } }
  | { type: 'AccountRenamed'; data: { id: number; name: string } }
  | { type: 'AccountDeleted'; data: { id: number } }
  | { type: 'AccountUserAdded'; data: { accountId: number; userId: number; role: Role } }
  | { type: 'AccountUserRoleChanged'; data: { accountId: number; userId: number; role: Role } }
  | { type: 'AccountUserRemoved'; data: { accountId: number; userId: number } };

export type AccountCommand =
  | { type: 'CreateAccount'; id: number; name: string }
  | { type: 'RenameAccount'; name: string }
  | { type: 'DeleteAccount' }
  | { type: 'AddAccountUser'; userId: number; role: Role }
  | { type: 'SetAccountUser'; userId: number; userExists: boolean; role: Role }
  | { type: 'RemoveAccountUser'; userId: number };

/** An account that was deleted is as one that never was: its id is 0 and nobody is in it. */
export interface Account {
  readonly id: number;
  readonly name: string;
  /** By user id. */
  readonly roles: Readonly<Record<number, Role>>;
}

const NO_ACCOUNT: Account = { id: 0, name: '', roles: {} };

export const accountStream = (id: number): string => `account-${id}`;

export const accountDecider: Decider<AccountCommand, Account, AccountEvent> = {
  stateSchema: 1,
  initialState: NO_ACCOUNT,

  decide(command, state) {
    if (command.type === 'CreateAccount') {
      return [{ type: 'AccountCreated', data: { id: command.id, name: command.name } }];
    }
    if (state.id === 0) throw Refusal.notFound();
    const accountId = state.id;
    switch (command.type) {
      case 'RenameAccount': {
        const { name } = command;
        return name === state.name
          ? []
          : [{ type: 'AccountRenamed', data: { id: state.id, name } }];
      }
      case 'DeleteAccount':
        return [{ type: 'AccountDeleted', data: { id: state.id } }];
      case 'AddAccountUser': {
        const { userId, role } = command;
        if (state.roles[userId]) {
          throw Refusal.invalid('user_id', 'User is already a member of the account');
        }
        return [{ type: 'AccountUserAdded', data: { accountId, userId, role } }];
      }
      case 'SetAccountUser': {
        const { userId, userExists, role } = command;
        if (!userExists) throw Refusal.invalid('user_id', 'User must exist');
        if (state.roles[userId] === role) return [];
        const type = state.roles[userId] ? 'AccountUserRoleChanged' : 'AccountUserAdded';
        return [{ type, data: { accountId, userId, role } }];
      }
      case 'RemoveAccountUser': {
        const { userId } = command;
        if (!state.roles[userId]) return [];
        return [{ type: 'AccountUserRemoved', data: { accountId, userId } }];
      }
    }
  },

  evolve(state, event) {
    switch (event.type) {
      case 'AccountCreated':
        return { ...event.data, roles: {} };
      case 'AccountRenamed':
        return { ...state, name: event.data.name };
      case 'AccountDeleted':
        return NO_ACCOUNT;
      case 'AccountUserAdded':
      case 'AccountUserRoleChanged':
        return { ...state, roles: { ...state.roles, [event.data.userId]: event.data.role } };
      case 'AccountUserRemoved': {
        const { [event.data.userId]: _, ...roles } = state.roles;
        return { ...state, roles };
      }
    }
  },
};

export const accountRef = (id: number): StreamRef<Account> => ({
  stream: accountStream(id),
  decider: accountDecider,
});
