import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ConversationStatus } from '../../domain/conversation/conversation';
import type { Conversation } from '../../domain/conversation/conversation';
import { decideOnConversation } from './decide-on-conversation';

/** Opens, resolves, snoozes or puts off a conversation; without a status, resolves what is open and opens what is not. */
export class ChangeConversationStatus extends Command<Conversation> {
  constructor(
    readonly accountId: number,
    /** The conversation's display id. */
    readonly conversationId: number,
    readonly status: ConversationStatus | undefined,
    readonly snoozedUntil: string | null,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(ChangeConversationStatus)
export class ChangeConversationStatusHandler implements ICommandHandler<ChangeConversationStatus> {
  constructor(private readonly store: EventStore) {}

  async execute(command: ChangeConversationStatus): Promise<Conversation> {
    const { status, snoozedUntil } = command;
    const { state } = await decideOnConversation(this.store, command, () => ({
      type: 'ChangeStatus',
      status,
      snoozedUntil,
    }));
    return state;
  }
}
