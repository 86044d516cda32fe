import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { MessageSnapshot, SentMessage } from '../../domain/conversation/events';
import type { Surroundings } from '../../domain/snapshots';
import { decideOnConversation } from '../conversations/decide-on-conversation';

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

  async execute(command: DeleteMessage): Promise<MessageSnapshot> {
    let known: (SentMessage & Surroundings) | undefined;
    const { events, state } = await decideOnConversation(
      this.store,
      command,
      ({ target, surroundings }) => {
        known = target && { ...target, ...surroundings };
        return { type: 'DeleteMessage', target };
      },
    );
    const [changed] = events;
    return changed ? (changed.data as MessageSnapshot) : { ...known!, conversation: state };
  }
}
