import { EventStore } from '@app/event-store';
import { Module } from '@nestjs/common';
import { CreateConversationHandler } from './commands/create-conversation';
import { PublishMessageHandler } from './commands/publish-message';
import { ContactsModule } from './contacts.module';
import { ConversationsController } from './http/conversations.controller';
import { MessagesController } from './http/messages.controller';
import { messagesProjection } from './read-model/messages.projection';

/** Inboxes, contacts, conversations and messages: what happens in an account. */
@Module({
  imports: [ContactsModule],
  controllers: [ConversationsController, MessagesController],
  providers: [CreateConversationHandler, PublishMessageHandler],
})
export class ConversationModule {
  constructor(store: EventStore) {
    store.addProjection(messagesProjection);
  }
}
