import { EventStore } from '@app/event-store';
import { Module } from '@nestjs/common';
import { CreateContactHandler } from './commands/create-contact';
import { CreateConversationHandler } from './commands/create-conversation';
import { CreateInboxHandler } from './commands/create-inbox';
import { PublishMessageHandler } from './commands/publish-message';
import { ContactsController } from './http/contacts.controller';
import { ConversationsController } from './http/conversations.controller';
import { InboxesController } from './http/inboxes.controller';
import { MessagesController } from './http/messages.controller';
import { ContactInboxes } from './read-model/contact-inboxes';
import { contactsProjection } from './read-model/contacts.projection';
import { messagesProjection } from './read-model/messages.projection';

/** Inboxes, contacts, conversations and messages: what happens in an account. */
@Module({
  controllers: [InboxesController, ContactsController, ConversationsController, MessagesController],
  providers: [
    ContactInboxes,
    CreateInboxHandler,
    CreateContactHandler,
    CreateConversationHandler,
    PublishMessageHandler,
  ],
})
export class ConversationModule {
  constructor(store: EventStore) {
    store.addProjection(contactsProjection);
    store.addProjection(messagesProjection);
  }
}
