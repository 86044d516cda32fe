import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Priority } from '../../domain/conversation/conversation';
import type { Conversation } from '../../domain/conversation/conversation';
import { decideOnConversation } from './decide-on-conversation';

/** Sets the priority of a conversation; null takes it away. */
export class SetPriority extends Command<Conversation> {
  constructor(
    readonly accountId: number,
    /** The conversation's display id. */
    readonly conversationId: number,
    readonly priority: Priority | null,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(SetPriority)
export class SetPriorityHandler implements ICommandHandler<SetPriority> {
  constructor(private readonly store: EventStore) {}

  async execute(command: SetPriority): Promise<Conversation> {
    const { priority } = command;
    const { state } = await decideOnConversation(this.store, command, () => ({
      type: 'SetPriority',
      priority,
    }));
    return state;
  }
}
