import { accountRef, teamRef, userRef, type User } from '@app/accounts';
import {
  Refusal,
  type Actor,
  type CommandMetadata,
  type Facts,
  type References,
  type Statement,
  type StoredEvent,
} from '@app/event-store';
import { contactProfile, contactRef } from '../../domain/contact';
import type { Performer, Situation } from '../../domain/conversation/commands';
import type { Conversation } from '../../domain/conversation/conversation';
import { inboxRef, inboxSummary } from '../../domain/inbox';
import { sentMessage, teamSnapshot, userSnapshot } from '../../snapshots/take-snapshots';

/** What of a conversation tells who and what is around it. */
export type Place = Pick<
  Conversation,
  'accountId' | 'contactId' | 'inboxId' | 'assigneeType' | 'assigneeId' | 'teamId'
>;

/** The streams from which an event of a conversation takes its snapshot. */
export function situationStreams(place: Place, { actor }: CommandMetadata) {
  const { accountId, contactId, inboxId, assigneeType, assigneeId, teamId } = place;
  return {
    account: accountRef(accountId),
    contact: contactRef(contactId),
    inbox: inboxRef(inboxId),
    assignee: assigneeType === 'user' && assigneeId !== null ? userRef(assigneeId) : undefined,
    team: teamId === null ? undefined : teamRef(teamId),
    performer: actor?.type === 'user' ? userRef(actor.id) : undefined,
  };
}

/** Finds a message's latest event, by which the message is known. */
export function messageLookUp(
  { accountId, displayId }: Pick<Conversation, 'accountId' | 'displayId'>,
  messageId: number | null,
): Statement {
  return {
    sql: 'SELECT position FROM messages WHERE account_id = ? AND display_id = ? AND id = ?',
    params: [accountId, displayId, messageId ?? 0],
  };
}

/** Where a command's events are to carry the conversation's last message. */
export const lastMessageLookUp = (conversation: Conversation) => ({
  lastMessage: messageLookUp(conversation, conversation.lastMessageId),
});

export interface SituationFacts extends Pick<Facts<unknown, References>, 'occurredAt' | 'drawId'> {
  readonly references: Facts<unknown, ReturnType<typeof situationStreams>>['references'];
}

/**
 * @param lastMessage the event of the conversation's last message, where the command needs it
 * @throws Refusal where the account, the contact or the inbox is not there
 */
export function takeSituation(
  { references, occurredAt, drawId }: SituationFacts,
  { actor }: CommandMetadata,
  lastMessage?: StoredEvent,
): Situation {
  const { account, contact, inbox, assignee, team, performer } = references;
  if (!account?.id || !contact?.id || !inbox?.id) throw Refusal.notFound();
  return {
    surroundings: {
      account: { id: account.id, name: account.name },
      contact: contactProfile(contact),
      inbox: inboxSummary(inbox),
      assignee: assignee ? userSnapshot(assignee) : null,
      team: teamSnapshot(team),
    },
    contactInboxes: contact.contactInboxes,
    lastMessage: sentMessage(lastMessage) ?? null,
    performer: takePerformer(actor, performer, contact),
    occurredAt,
    drawMessageId: () => drawId('message'),
    drawAttachmentId: () => drawId('attachment'),
  };
}

function takePerformer(
  actor: Actor | null,
  user: User | undefined,
  contact: { readonly id: number; readonly name: string },
): Performer | null {
  if (actor?.type === 'user') return user ? userSnapshot(user) : null;
  if (actor?.type !== 'contact') return null;
  return actor.id === contact.id ? { type: 'contact', id: contact.id, name: contact.name } : null;
}
