import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { decideOnConversation } from './decide-on-conversation';

/** Ends a conversation for good, with its messages. */
export class DeleteConversation extends Command<void> {
  constructor(
    readonly accountId: number,
    /** The conversation's display id. */
    readonly conversationId: number,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(DeleteConversation)
export class DeleteConversationHandler implements ICommandHandler<DeleteConversation> {
  constructor(private readonly store: EventStore) {}

  async execute(command: DeleteConversation): Promise<void> {
    await decideOnConversation(this.store, command, () => ({ type: 'DeleteConversation' }));
  }
}
