import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { MessageChanges } from '../../domain/conversation/commands';
import type { MessageSnapshot, SentMessage } from '../../domain/conversation/events';
import type { Surroundings } from '../../domain/snapshots';
import { decideOnConversation } from '../conversations/decide-on-conversation';

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

  async execute(command: UpdateMessage): Promise<MessageSnapshot> {
    let known: (SentMessage & Surroundings) | undefined;
    const { events, state } = await decideOnConversation(
      this.store,
      command,
      ({ target, surroundings }) => {
        known = target && { ...target, ...surroundings };
        return { type: 'UpdateMessage', changes: command.changes, target };
      },
    );
    const [changed] = events;
    return changed ? (changed.data as MessageSnapshot) : { ...known!, conversation: state };
  }
}
