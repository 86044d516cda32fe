import type { Account, Team, User } from '@app/accounts';
import { Refusal } from '@app/event-store';
import type { TeamSnapshot, UserSnapshot } from '../../domain/snapshots';
import { teamSnapshot, userSnapshot } from '../../snapshots/take-snapshots';

/** @throws Refusal where the user is nobody of the account */
export function takeAssignee(
  userId: number,
  account: Pick<Account, 'roles'> | undefined,
  user: User | undefined,
): UserSnapshot {
  if (!user || !account?.roles[userId]) {
    throw Refusal.invalid('assignee_id', `Assignee must be an agent of the account, got ${userId}`);
  }
  return userSnapshot(user);
}

/** @throws Refusal where the team is none of the account's */
export function takeTeam(teamId: number, accountId: number, team: Team | undefined): TeamSnapshot {
  const found = team?.accountId === accountId ? teamSnapshot(team) : null;
  if (!found) {
    throw Refusal.invalid('team_id', `Team must be one of the account, got ${teamId}`);
  }
  return found;
}
