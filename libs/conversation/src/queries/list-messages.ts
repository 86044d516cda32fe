import { Database, EventStore } from '@app/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { sentMessage } from '../snapshots/take-snapshots';
import type { SentMessage } from '../domain/conversation/events';

/** As Chatwoot has it. */
const PAGE_SIZE = 20;
/** What one who has been away catches up with at once, as Chatwoot has it. */
const CATCH_UP_SIZE = 100;

export interface MessageRange {
  /** Only messages with a smaller id. */
  readonly before?: number;
  /** Only messages with a greater id, and then the first of them. */
  readonly after?: number;
  /** Without activities and notes. */
  readonly publicOnly?: boolean;
}

/** A conversation's latest messages, or those before or after one, oldest first. */
export class ListMessages extends Query<SentMessage[]> {
  constructor(
    readonly accountId: number,
    /** The conversation's display id. */
    readonly conversationId: number,
    readonly range: MessageRange,
  ) {
    super();
  }
}

@QueryHandler(ListMessages)
export class ListMessagesHandler implements IQueryHandler<ListMessages> {
  constructor(
    private readonly database: Database,
    private readonly store: EventStore,
  ) {}

  async execute({ accountId, conversationId, range }: ListMessages): Promise<SentMessage[]> {
    const { after, before = Number.MAX_SAFE_INTEGER, publicOnly = false } = range;
    const [order, limit] =
      after === undefined ? (['DESC', PAGE_SIZE] as const) : (['ASC', CATCH_UP_SIZE] as const);
    const rows = await this.database.query<{ position: number }>(
      `SELECT position FROM messages
       WHERE account_id = ? AND display_id = ? AND id > ? AND id < ?
         ${publicOnly ? 'AND public = 1' : ''}
       ORDER BY id ${order} LIMIT ?`,
      [accountId, conversationId, after ?? 0, before, limit],
    );
    const events = await this.store.readPositions(rows.map(({ position }) => position));
    return events.map((event) => sentMessage(event)!).toSorted(byId);
  }
}

/** An updated message is found at the place of its update. */
function byId(one: SentMessage, other: SentMessage): number {
  return one.message.id - other.message.id;
}
