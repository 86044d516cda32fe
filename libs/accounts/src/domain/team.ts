import { quoteReceived, Refusal, type Decider, type StreamRef } from '@app/event-store';
import type { Account } from './account';

export interface TeamDetails {
  readonly name: string;
  readonly description: string;
  /** Kept for the clients that set it; nothing here assigns by itself. */
  readonly allowAutoAssign: boolean;
}

export type TeamEvent =
  | { type: 'TeamCreated'; data: TeamDetails & { readonly id: number; readonly accountId: number } }
  | { type: 'TeamUpdated'; data: TeamDetails & { readonly id: number } }
  | { type: 'TeamDeleted'; data: { readonly id: number } }
  | { type: 'TeamMembersAdded'; data: { readonly id: number; readonly userIds: readonly number[] } }
  | {
      type: 'TeamMembersRemoved';
      data: { readonly id: number; readonly userIds: readonly number[] };
    };

export type TeamCommand =
  | { type: 'CreateTeam'; id: number; account: Account | undefined; details: TeamDetails }
  | { type: 'UpdateTeam'; accountId: number; changes: Partial<TeamDetails> }
  | { type: 'DeleteTeam'; accountId: number }
  | {
      type: 'AddTeamMembers';
      accountId: number;
      account: Account | undefined;
      userIds: readonly number[];
    }
  | { type: 'RemoveTeamMembers'; accountId: number; userIds: readonly number[] };

/** A team that was deleted is as one that never was: its id is 0. */
export interface Team extends TeamDetails {
  readonly id: number;
  readonly accountId: number;
  readonly memberIds: readonly number[];
}

const NO_TEAM: Team = {
  id: 0,
  accountId: 0,
  name: '',
  description: '',
  allowAutoAssign: false,
  memberIds: [],
};

export const teamStream = (id: number): string => `team-${id}`;

export const teamDecider: Decider<TeamCommand, Team, TeamEvent> = {
  stateSchema: 1,
  initialState: NO_TEAM,

  decide(command, state) {
    if (command.type === 'CreateTeam') {
      const { id, account, details } = command;
      if (!account?.id) throw Refusal.notFound();
      return [{ type: 'TeamCreated', data: { id, accountId: account.id, ...details } }];
    }
    if (state.id === 0 || state.accountId !== command.accountId) throw Refusal.notFound();
    const { id } = state;
    switch (command.type) {
      case 'UpdateTeam': {
        const {
          name = state.name,
          description = state.description,
          allowAutoAssign = state.allowAutoAssign,
        } = command.changes;
        const unchanged =
          name === state.name &&
          description === state.description &&
          allowAutoAssign === state.allowAutoAssign;
        if (unchanged) return [];
        return [{ type: 'TeamUpdated', data: { id, name, description, allowAutoAssign } }];
      }
      case 'DeleteTeam':
        return [{ type: 'TeamDeleted', data: { id } }];
      case 'AddTeamMembers': {
        expectAgents(command.userIds, command.account);
        const members = new Set(state.memberIds);
        const userIds = [...new Set(command.userIds)].filter((userId) => !members.has(userId));
        return userIds.length === 0 ? [] : [{ type: 'TeamMembersAdded', data: { id, userIds } }];
      }
      case 'RemoveTeamMembers': {
        const leaving = new Set(command.userIds);
        const userIds = state.memberIds.filter((userId) => leaving.has(userId));
        return userIds.length === 0 ? [] : [{ type: 'TeamMembersRemoved', data: { id, userIds } }];
      }
    }
  },

  evolve(state, event) {
    switch (event.type) {
      case 'TeamCreated':
        return { ...event.data, memberIds: [] };
      case 'TeamUpdated':
        return { ...state, ...event.data };
      case 'TeamDeleted':
        return NO_TEAM;
      case 'TeamMembersAdded':
        return { ...state, memberIds: [...state.memberIds, ...event.data.userIds] };
      case 'TeamMembersRemoved': {
        const gone = new Set(event.data.userIds);
        return { ...state, memberIds: state.memberIds.filter((userId) => !gone.has(userId)) };
      }
    }
  },
};

function expectAgents(userIds: readonly number[], account: Account | undefined): void {
  const strangers = userIds.filter((userId) => !account?.roles[userId]);
  if (strangers.length === 0) return;
  throw Refusal.invalid(
    'user_ids',
    `User ids must be of agents of the account, got ${quoteReceived(strangers)}`,
  );
}

export const teamRef = (id: number): StreamRef<Team> => ({
  stream: teamStream(id),
  decider: teamDecider,
});
