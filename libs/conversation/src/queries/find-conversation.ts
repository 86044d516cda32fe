import { Refusal } from '@app/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ConversationSnapshot } from '../domain/conversation/events';
import { ConversationSnapshots } from '../read-model/conversation-snapshots';

/**
 * A conversation as it is now.
 * @throws Refusal where it is not there
 */
export class FindConversation extends Query<ConversationSnapshot> {
  constructor(
    readonly accountId: number,
    /** The conversation's display id. */
    readonly conversationId: number,
  ) {
    super();
  }
}

@QueryHandler(FindConversation)
export class FindConversationHandler implements IQueryHandler<FindConversation> {
  constructor(private readonly snapshots: ConversationSnapshots) {}

  async execute({ accountId, conversationId }: FindConversation): Promise<ConversationSnapshot> {
    const [found] = await this.snapshots.find(accountId, [conversationId]);
    if (!found) throw Refusal.notFound();
    return found;
  }
}
