import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { MessageSnapshot } from '../../domain/conversation/events';
import { decideOnMessage } from './decide-on-message';

/** Empties a message, which stays in its place and says that it was deleted. Resolves to the message as it is then. */
export class DeleteMessage extends Command<MessageSnapshot> {
  constructor(
    readonly accountId: number,
    /** The conversation's display id. */
    readonly conversationId: number,
    readonly messageId: number,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(DeleteMessage)
export class DeleteMessageHandler implements ICommandHandler<DeleteMessage> {
  constructor(private readonly store: EventStore) {}

  execute(command: DeleteMessage): Promise<MessageSnapshot> {
    return decideOnMessage(this.store, command, { type: 'DeleteMessage' });
  }
}
