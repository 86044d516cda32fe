import { EventStore, Refusal } from '@app/event-store';
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { conversationRef } from '../../domain/conversation/decider';
import type { ConversationSnapshot } from '../../domain/conversation/events';
import { FindConversation } from '../../queries/find-conversation';
import type { Visitor } from '../../read-model/visitors';

/** Conversations as one visitor may see them: their own, in the inbox they came by. */
@Injectable()
export class VisitorConversations {
  constructor(
    private readonly queryBus: QueryBus,
    private readonly store: EventStore,
  ) {}

  /**
   * For a command, which needs nothing of what {@link find} gathers: one state by its key.
   * @throws Refusal where it is not there, or somebody else's
   */
  async expectOwn({ inbox, contactInbox }: Visitor, conversationId: number): Promise<void> {
    const conversation = await this.store.readState(
      conversationRef(inbox.accountId, conversationId),
    );
    if (conversation?.contactInbox.id !== contactInbox.id) throw Refusal.notFound();
  }

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
