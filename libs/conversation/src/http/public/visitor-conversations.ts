import { Refusal } from '@app/event-store';
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { ConversationSnapshot } from '../../domain/conversation/events';
import { FindConversation } from '../../queries/find-conversation';
import type { Visitor } from '../../read-model/visitors';

/** Conversations as one visitor may see them: their own, in the inbox they came by. */
@Injectable()
export class VisitorConversations {
  constructor(private readonly queryBus: QueryBus) {}

  /** @throws Refusal where it is not there, or somebody else's */
  async find(
    { inbox, contactInbox }: Visitor,
    conversationId: number,
  ): Promise<ConversationSnapshot> {
    const found = await this.queryBus.execute(
      new FindConversation(inbox.accountId, conversationId),
    );
    if (found.conversation.contactInbox.id !== contactInbox.id) throw Refusal.notFound();
    return found;
  }
}
