import { Database } from '@app/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { conditionOf, type ConversationFilter } from './conversation-filter';

export interface ConversationCounts {
  readonly mine: number;
  readonly unassigned: number;
  readonly assigned: number;
  readonly all: number;
}

/** How many conversations a filter lets through, by who looks after them. */
export class CountConversations extends Query<ConversationCounts> {
  constructor(
    readonly accountId: number,
    /** Whose are `mine`. */
    readonly userId: number,
    readonly filter: ConversationFilter,
  ) {
    super();
  }
}

@QueryHandler(CountConversations)
export class CountConversationsHandler implements IQueryHandler<CountConversations> {
  constructor(private readonly database: Database) {}

  async execute({ accountId, userId, filter }: CountConversations): Promise<ConversationCounts> {
    const { sql, params } = conditionOf(this.database.dialect, accountId, filter);
    const [counts] = await this.database.query<ConversationCounts>(
      `SELECT count(CASE WHEN assignee_id = ? THEN 1 END) AS mine,
              count(CASE WHEN assignee_id IS NULL THEN 1 END) AS unassigned,
              count(assignee_id) AS assigned,
              count(*) AS "all"
       FROM conversations WHERE ${sql}`,
      [userId, ...params],
    );
    return counts!;
  }
}
