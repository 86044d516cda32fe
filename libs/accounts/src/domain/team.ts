import { Refusal, type Decider, type StreamRef } from '@app/event-store';

export interface TeamDetails {
  readonly name: string;
  readonly description: string;
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
  | { type: 'CreateTeam'; id: number; accountId: number; details: TeamDetails }
  | { type: 'UpdateTeam'; accountId: number; changes: Partial<TeamDetails> }
  | { type: 'DeleteTeam'; accountId: number }
  | { type: 'AddTeamMembers'; accountId: number; userIds: readonly number[] }
  | { type: 'RemoveTeamMembers'; accountId: number; userIds: readonly number[] };

/** A team that was deleted is as one that never was: its id is 0. */
export interface Team extends TeamDetails {
  readonly id: number;
  readonly accountId: number;
  readonly memberIds: readonly number[];
}

const NO_TEAM: Team = { id: 0, accountId: 0, name: '', description: '', memberIds: [] };

export const teamStream = (id: number): string => `team-${id}`;

export const teamDecider: Decider<TeamCommand, Team, TeamEvent> = {
  stateSchema: 1,
  initialState: NO_TEAM,

  decide(command, state) {
    if (command.type === 'CreateTeam') {
      const { id, accountId, details } = command;
      return [{ type: 'TeamCreated', data: { id, accountId, ...details } }];
    }
    if (state.id === 0 || state.accountId !== command.accountId) throw Refusal.notFound();
    const { id } = state;
    switch (command.type) {
      case 'UpdateTeam': {
        const { name = state.name, description = state.description } = command.changes;
        if (name === state.name && description === state.description) return [];
        return [{ type: 'TeamUpdated', data: { id, name, description } }];
      }
      case 'DeleteTeam':
        return [{ type: 'TeamDeleted', data: { id } }];
      case 'AddTeamMembers': {
        const userIds = command.userIds.filter((userId) => !state.memberIds.includes(userId));
        return userIds.length === 0 ? [] : [{ type: 'TeamMembersAdded', data: { id, userIds } }];
      }
      case 'RemoveTeamMembers': {
        const userIds = command.userIds.filter((userId) => state.memberIds.includes(userId));
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

export const teamRef = (id: number): StreamRef<Team> => ({
  stream: teamStream(id),
  decider: teamDecider,
});
