import { accountRef, teamRef, userRef, type User } from '@app/accounts';
import { Database, EventStore, type StreamRef } from '@app/event-store';
import { Injectable } from '@nestjs/common';
import { sentMessage, teamSnapshot, userSnapshot } from '../snapshots/take-snapshots';
import { contactProfile, contactRef } from '../domain/contact';
import type { Conversation } from '../domain/conversation/conversation';
import { conversationRef, withContactInbox } from '../domain/conversation/decider';
import type {
  ConversationSnapshot,
  MessageSnapshot,
  SentMessage,
} from '../domain/conversation/events';
import { inboxRef, inboxSummary } from '../domain/inbox';

/**
 * Conversations with all that is around them, as they are now: a fixed number of queries, however
 * many they are.
 */
@Injectable()
export class ConversationSnapshots {
  constructor(
    private readonly store: EventStore,
    private readonly database: Database,
  ) {}

  /** @returns in the order of the ids, without those that are not there */
  async find(accountId: number, displayIds: readonly number[]): Promise<ConversationSnapshot[]> {
    const states = await this.store.readStates(
      displayIds.map((displayId) => conversationRef(accountId, displayId)),
    );
    const conversations = states.filter((state): state is Conversation =>
      Boolean(state?.displayId),
    );
    const [account, contacts, inboxes, users, teams, lastMessages] = await Promise.all([
      this.store.readState(accountRef(accountId)),
      this.readAll(
        conversations.map(({ contactId }) => contactId),
        contactRef,
      ),
      this.readAll(
        conversations.map(({ inboxId }) => inboxId),
        inboxRef,
      ),
      this.readAll(conversations.map(userIdOf), userRef),
      this.readAll(
        conversations.map(({ teamId }) => teamId),
        teamRef,
      ),
      this.findLastMessages(accountId, conversations),
    ]);
    return conversations.map((known) => {
      const contact = contacts.get(known.contactId)!;
      const conversation = withContactInbox(known, contact);
      const user: User | undefined = users.get(userIdOf(conversation) ?? 0);
      return {
        conversation,
        account: { id: accountId, name: account!.name },
        contact: contactProfile(contact),
        inbox: inboxSummary(inboxes.get(conversation.inboxId)!),
        assignee: user ? userSnapshot(user) : null,
        team: teamSnapshot(teams.get(conversation.teamId ?? 0)),
        lastMessage: lastMessages.get(conversation.lastMessageId ?? 0) ?? null,
      };
    });
  }

  private async readAll<State>(
    ids: readonly (number | null)[],
    ref: (id: number) => StreamRef<State>,
  ): Promise<ReadonlyMap<number, State>> {
    const distinct = [...new Set(ids)].filter((id) => id !== null);
    const states = await this.store.readStates(distinct.map(ref));
    return new Map(
      distinct.flatMap((id, index) => {
        const state = states[index];
        return state === undefined ? [] : [[id, state] as const];
      }),
    );
  }

  private async findLastMessages(
    accountId: number,
    conversations: readonly Conversation[],
  ): Promise<ReadonlyMap<number, SentMessage>> {
    const keys = conversations
      .filter(({ lastMessageId }) => lastMessageId !== null)
      .map(({ displayId, lastMessageId }) => [displayId, lastMessageId]);
    const rows = await this.database.query<{ position: number }>(
      `SELECT position FROM messages
       WHERE account_id = ? AND (display_id, id) IN ${this.database.dialect.numberPairs}`,
      [accountId, JSON.stringify(keys)],
    );
    const events = await this.store.readPositions(rows.map(({ position }) => position));
    return new Map(
      events.map((event) => [(event.data as MessageSnapshot).message.id, sentMessage(event)!]),
    );
  }
}

function userIdOf({ assigneeType, assigneeId }: Conversation): number | null {
  return assigneeType === 'user' ? assigneeId : null;
}
