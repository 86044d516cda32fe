import type { Team, User } from '@app/accounts';
import type { StoredEvent } from '@app/event-store';
import type { MessageSnapshot, SentMessage } from '../domain/conversation/events';
import type { TeamSnapshot, UserSnapshot } from '../domain/snapshots';

/** The message that an event of one tells of. */
export function sentMessage(event: StoredEvent | undefined): SentMessage | undefined {
  if (!event) return undefined;
  const { message, sender } = event.data as MessageSnapshot;
  return { message, sender };
}

export function userSnapshot({ id, name, email, displayName }: User): UserSnapshot {
  return { type: 'user', id, name, email, availableName: displayName ?? name };
}

export function teamSnapshot(team: Team | undefined): TeamSnapshot | null {
  return team?.id ? { id: team.id, name: team.name } : null;
}
