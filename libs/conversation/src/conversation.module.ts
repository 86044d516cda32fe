import { EventStore } from '@app/event-store';
import { Module } from '@nestjs/common';
import { AssignAgentHandler, AssignTeamHandler } from './commands/assign';
import { ChangeConversationStatusHandler } from './commands/change-status';
import { CreateContactHandler } from './commands/create-contact';
import { CreateConversationHandler } from './commands/create-conversation';
import { CreateInboxHandler } from './commands/create-inbox';
import { DeleteConversationHandler } from './commands/delete-conversation';
import { DeleteMessageHandler } from './commands/delete-message';
import { MarkSeenHandler } from './commands/mark-seen';
import { PublishMessageHandler } from './commands/publish-message';
import { ReportTypingHandler } from './commands/report-typing';
import { SetCustomAttributesHandler } from './commands/set-custom-attributes';
import { SetLabelsHandler } from './commands/set-labels';
import { SetPriorityHandler } from './commands/set-priority';
import { UpdateMessageHandler } from './commands/update-message';
import { AssignmentsController } from './http/assignments.controller';
import { ContactsController } from './http/contacts.controller';
import { ConversationActionsController } from './http/conversation-actions.controller';
import { ConversationsController } from './http/conversations.controller';
import { InboxesController } from './http/inboxes.controller';
import { MessagesController } from './http/messages.controller';
import { CountConversationsHandler } from './queries/count-conversations';
import { FindConversationHandler } from './queries/find-conversation';
import { ListConversationsHandler } from './queries/list-conversations';
import { ListMessagesHandler } from './queries/list-messages';
import { ContactInboxes } from './read-model/contact-inboxes';
import { contactsProjection } from './read-model/contacts.projection';
import { ConversationSnapshots } from './read-model/conversation-snapshots';
import { conversationsProjection } from './read-model/conversations.projection';
import { messagesProjection } from './read-model/messages.projection';
import { UPCASTERS } from './upcasters/upcasters';

/** Inboxes, contacts, conversations and messages: what happens in an account. */
@Module({
  controllers: [
    InboxesController,
    ContactsController,
    ConversationsController,
    ConversationActionsController,
    AssignmentsController,
    MessagesController,
  ],
  providers: [
    ContactInboxes,
    ConversationSnapshots,
    CreateInboxHandler,
    CreateContactHandler,
    CreateConversationHandler,
    DeleteConversationHandler,
    ChangeConversationStatusHandler,
    AssignAgentHandler,
    AssignTeamHandler,
    SetLabelsHandler,
    SetPriorityHandler,
    SetCustomAttributesHandler,
    ReportTypingHandler,
    MarkSeenHandler,
    PublishMessageHandler,
    UpdateMessageHandler,
    DeleteMessageHandler,
    ListConversationsHandler,
    CountConversationsHandler,
    FindConversationHandler,
    ListMessagesHandler,
  ],
})
export class ConversationModule {
  constructor(store: EventStore) {
    for (const upcaster of UPCASTERS) store.addUpcaster(upcaster);
    store.addProjection(contactsProjection);
    store.addProjection(conversationsProjection);
    store.addProjection(messagesProjection);
  }
}
