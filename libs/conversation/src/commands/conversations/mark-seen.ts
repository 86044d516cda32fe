import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Conversation } from '../../domain/conversation/conversation';
import { decideOnConversation } from './decide-on-conversation';

/** Takes note that an agent or the contact has looked at the conversation. */
export class MarkSeen extends Command<Conversation> {
  constructor(
    readonly accountId: number,
    /** The conversation's display id. */
    readonly conversationId: number,
    readonly by: 'agent' | 'contact',
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(MarkSeen)
export class MarkSeenHandler implements ICommandHandler<MarkSeen> {
  constructor(private readonly store: EventStore) {}

  async execute(command: MarkSeen): Promise<Conversation> {
    const { by } = command;
    const { state } = await decideOnConversation(this.store, command, () => ({
      type: 'MarkSeen',
      by,
    }));
    return state;
  }
}
