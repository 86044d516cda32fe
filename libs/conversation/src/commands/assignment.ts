import type { Account, Team, User } from '@app/accounts';
import { Refusal } from '@app/event-store';
import type { TeamSnapshot, UserSnapshot } from '../domain/snapshots';
import { teamSnapshot, userSnapshot } from './situation';

/** @throws Refusal where the user is nobody of the account */
export function takeAssignee(
  userId: number,
  { account, assignee }: { account: Account | undefined; assignee: User | undefined },
): UserSnapshot {
  if (!assignee || !account?.roles[userId]) {
    throw Refusal.invalid('assignee_id', `Assignee must be an agent of the account, got ${userId}`);
  }
  return userSnapshot(assignee);
}

/** @throws Refusal where the team is none of the account's */
export function takeTeam(
  teamId: number,
  accountId: number,
  { team }: { team: Team | undefined },
): TeamSnapshot {
  const found = team?.accountId === accountId ? teamSnapshot(team) : null;
  if (!found) {
    throw Refusal.invalid('team_id', `Team must be one of the account, got ${teamId}`);
  }
  return found;
}
