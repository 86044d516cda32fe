import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Attributes } from '../../domain/contact-profile';
import type { Conversation } from '../../domain/conversation/conversation';
import { decideOnConversation } from './decide-on-conversation';

/** Replaces the custom attributes of a conversation. */
export class SetCustomAttributes extends Command<Conversation> {
  constructor(
    readonly accountId: number,
    /** The conversation's display id. */
    readonly conversationId: number,
    readonly customAttributes: Attributes,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(SetCustomAttributes)
export class SetCustomAttributesHandler implements ICommandHandler<SetCustomAttributes> {
  constructor(private readonly store: EventStore) {}

  async execute(command: SetCustomAttributes): Promise<Conversation> {
    const { customAttributes } = command;
    const { state } = await decideOnConversation(this.store, command, () => ({
      type: 'SetCustomAttributes',
      customAttributes,
    }));
    return state;
  }
}
