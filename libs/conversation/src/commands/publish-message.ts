import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  conversationDecider,
  conversationStream,
  type ConversationCommand,
  type MessageCreatedData,
} from '../domain/conversation';
import type { MessageDraft } from '../domain/message';
import { surroundingStreams, takeAuthor, takeSurroundings } from './surroundings';

/**
 * Publishes a message in a conversation and so fires `message_created`. Resolves, once it is on
 * disk, to the message with all that its event says of it.
 * @throws Refusal where the conversation is unknown or the message is not one it takes
 */
export class PublishMessage extends Command<MessageCreatedData> {
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
  }: PublishMessage): Promise<MessageCreatedData> {
    const { events } = await this.store.handle(conversationDecider, {
      stream: conversationStream(accountId, conversationId),
      sequences: ['message'],
      metadata,
      references: (conversation) => surroundingStreams(conversation, metadata.actor),
      command: ({ references, id, occurredAt }): ConversationCommand => ({
        type: 'PublishMessage',
        message: { id: id('message'), draft: message, author: takeAuthor(references) },
        surroundings: takeSurroundings(references),
        occurredAt,
      }),
    });
    return events[0]!.data as MessageCreatedData;
  }
}
