import type { TeamView } from '../read-model/teams';

export class TeamResponseDto {
  id: number;
  name: string;
  description: string;
  allow_auto_assign: boolean;
  account_id: number;
  /** Whether the user who asks is in the team. */
  is_member: boolean;
}

export function toTeamResponse(team: TeamView): TeamResponseDto {
  const { id, name, description, allowAutoAssign, accountId, isMember } = team;
  return {
    id,
    name,
    description,
    allow_auto_assign: allowAutoAssign,
    account_id: accountId,
    is_member: isMember,
  };
}
