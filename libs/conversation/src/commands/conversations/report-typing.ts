import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Conversation } from '../../domain/conversation/conversation';
import { decideOnConversation } from './decide-on-conversation';

/** Tells webhooks that the actor has begun to type or has ended. */
export class ReportTyping extends Command<Conversation> {
  constructor(
    readonly accountId: number,
    /** The conversation's display id. */
    readonly conversationId: number,
    readonly typing: 'on' | 'off',
    readonly isPrivate: boolean,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(ReportTyping)
export class ReportTypingHandler implements ICommandHandler<ReportTyping> {
  constructor(private readonly store: EventStore) {}

  async execute(command: ReportTyping): Promise<Conversation> {
    const { typing, isPrivate } = command;
    const { state } = await decideOnConversation(this.store, command, () => ({
      type: 'ReportTyping',
      typing,
      isPrivate,
    }));
    return state;
  }
}
