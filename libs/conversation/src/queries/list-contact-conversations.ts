import { Database } from '@app/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ConversationSnapshot } from '../domain/conversation/events';
import { ConversationSnapshots } from '../read-model/conversation-snapshots';

/** As Chatwoot has it. */
const LIMIT = 20;

/** The plus keeps SQLite from going through all conversations of the account instead. */
export const OF_CONTACT = `
  SELECT display_id FROM conversations
  WHERE contact_id = ? AND +account_id = ? AND (CAST(? AS bigint) IS NULL OR contact_inbox_id = ?)
  ORDER BY display_id DESC LIMIT ?`;

/** A contact's latest conversations, the latest first. */
export class ListContactConversations extends Query<ConversationSnapshot[]> {
  constructor(
    readonly accountId: number,
    readonly contactId: number,
    /** Only those of this presence of the contact in an inbox; null for all. */
    readonly contactInboxId: number | null,
  ) {
    super();
  }
}

@QueryHandler(ListContactConversations)
export class ListContactConversationsHandler implements IQueryHandler<ListContactConversations> {
  constructor(
    private readonly database: Database,
    private readonly snapshots: ConversationSnapshots,
  ) {}

  async execute({
    accountId,
    contactId,
    contactInboxId,
  }: ListContactConversations): Promise<ConversationSnapshot[]> {
    const rows = await this.database.query<{ display_id: number }>(OF_CONTACT, [
      contactId,
      accountId,
      contactInboxId,
      contactInboxId,
      LIMIT,
    ]);
    return this.snapshots.find(
      accountId,
      rows.map(({ display_id }) => display_id),
    );
  }
}
