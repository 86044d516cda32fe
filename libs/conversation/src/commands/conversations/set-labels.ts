import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Conversation } from '../../domain/conversation/conversation';
import { decideOnConversation } from './decide-on-conversation';

/** Replaces the labels of a conversation. */
export class SetLabels extends Command<Conversation> {
  constructor(
    readonly accountId: number,
    /** The conversation's display id. */
    readonly conversationId: number,
    readonly labels: readonly string[],
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(SetLabels)
export class SetLabelsHandler implements ICommandHandler<SetLabels> {
  constructor(private readonly store: EventStore) {}

  async execute(command: SetLabels): Promise<Conversation> {
    const { labels } = command;
    const { state } = await decideOnConversation(this.store, command, () => ({
      type: 'SetLabels',
      labels,
    }));
    return state;
  }
}
