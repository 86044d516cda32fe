import { Database } from '@app/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ConversationSnapshot } from '../domain/conversation/events';
import { ConversationSnapshots } from '../read-model/conversation-snapshots';
import {
  assigneeCondition,
  conditionOf,
  type AssigneeType,
  type ConversationFilter,
} from './conversation-filter';

/** As Chatwoot has it. */
const PAGE_SIZE = 25;

/** A page of an account's conversations, those with the latest activity first. */
export class ListConversations extends Query<ConversationSnapshot[]> {
  constructor(
    readonly accountId: number,
    /** Whose are `me`. */
    readonly userId: number,
    readonly filter: ConversationFilter,
    readonly assigneeType: AssigneeType,
    /** 1 for the first. */
    readonly page: number,
  ) {
    super();
  }
}

@QueryHandler(ListConversations)
export class ListConversationsHandler implements IQueryHandler<ListConversations> {
  constructor(
    private readonly database: Database,
    private readonly snapshots: ConversationSnapshots,
  ) {}

  async execute({
    accountId,
    userId,
    filter,
    assigneeType,
    page,
  }: ListConversations): Promise<ConversationSnapshot[]> {
    const condition = conditionOf(this.database.dialect, accountId, filter);
    const assignee = assigneeCondition(assigneeType, userId);
    const rows = await this.database.query<{ display_id: number }>(
      `SELECT display_id FROM conversations WHERE ${condition.sql}${assignee.sql}
       ORDER BY last_activity_at DESC, display_id DESC LIMIT ? OFFSET ?`,
      [...condition.params, ...assignee.params, PAGE_SIZE, (page - 1) * PAGE_SIZE],
    );
    return this.snapshots.find(
      accountId,
      rows.map(({ display_id }) => display_id),
    );
  }
}
