import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { MessageChanges } from '../../domain/conversation/commands';
import type { MessageSnapshot } from '../../domain/conversation/events';
import { decideOnMessage } from './decide-on-message';

/** Changes what its channel, its sender or the contact may change of a message. Resolves to the message as it is then. */
export class UpdateMessage extends Command<MessageSnapshot> {
  constructor(
    readonly accountId: number,
    /** The conversation's display id. */
    readonly conversationId: number,
    readonly messageId: number,
    readonly changes: MessageChanges,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(UpdateMessage)
export class UpdateMessageHandler implements ICommandHandler<UpdateMessage> {
  constructor(private readonly store: EventStore) {}

  execute(command: UpdateMessage): Promise<MessageSnapshot> {
    return decideOnMessage(this.store, command, {
      type: 'UpdateMessage',
      changes: command.changes,
    });
  }
}
