import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ConversationCommand } from '../../domain/conversation/commands';
import { conversationStream } from '../../domain/conversation/conversation';
import { conversationDecider } from '../../domain/conversation/decider';
import type { MessageSnapshot } from '../../domain/conversation/events';
import type { MessageDraft } from '../../domain/message';
import { lastMessageLookUp, situationStreams, takeSituation } from '../conversations/situation';

/**
 * Publishes a message in a conversation and so fires `message_created`. Resolves, once it is on
 * disk, to the message with all that its event says of it.
 * @throws Refusal where the conversation is unknown or the message is not one it takes
 */
export class PublishMessage extends Command<MessageSnapshot> {
  constructor(
    readonly accountId: number,
    /** The conversation's display id. */
    readonly conversationId: number,
    readonly message: MessageDraft,
    /** An outgoing message is from the actor. */
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(PublishMessage)
export class PublishMessageHandler implements ICommandHandler<PublishMessage> {
  constructor(private readonly store: EventStore) {}

  async execute({
    accountId,
    conversationId,
    message,
    metadata,
  }: PublishMessage): Promise<MessageSnapshot> {
    const { events } = await this.store.handle(conversationDecider, {
      stream: conversationStream(accountId, conversationId),
      metadata,
      references: (conversation) => situationStreams(conversation, metadata),
      command: (facts): ConversationCommand => ({
        type: 'PublishMessage',
        draft: message,
        situation: takeSituation(facts, metadata, facts.found['lastMessage']),
      }),
      // A public message becomes the last one itself.
      ...(message.private && { lookUps: lastMessageLookUp }),
    });
    return events[0]!.data as MessageSnapshot;
  }
}
