import { EventStore } from '@app/event-store';
import { Module } from '@nestjs/common';
import { AssignAgentHandler, AssignTeamHandler } from './commands/assign';
import { ChangeConversationStatusHandler } from './commands/change-status';
import { CreateConversationHandler } from './commands/create-conversation';
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
import { ContactsModule } from './contacts.module';
import { ConversationActionsController } from './http/conversation-actions.controller';
import { ConversationsController } from './http/conversations.controller';
import { MessagesController } from './http/messages.controller';
import { PublicConversationsController } from './http/public/public-conversations.controller';
import { VisitorConversations } from './http/public/visitor-conversations';
import { CountConversationsHandler } from './queries/count-conversations';
import { FindConversationHandler } from './queries/find-conversation';
import { ListContactConversationsHandler } from './queries/list-contact-conversations';
import { ListConversationsHandler } from './queries/list-conversations';
import { ListMessagesHandler } from './queries/list-messages';
import { ConversationSnapshots } from './read-model/conversation-snapshots';
import { conversationsProjection } from './read-model/conversations.projection';
import { messagesProjection } from './read-model/messages.projection';
import { UPCASTERS } from './upcasters/upcasters';

/** Inboxes, contacts, conversations and messages: what happens in an account. */
@Module({
  imports: [ContactsModule],
  controllers: [
    ConversationsController,
    ConversationActionsController,
    AssignmentsController,
    MessagesController,
    PublicConversationsController,
  ],
  providers: [
    ConversationSnapshots,
    VisitorConversations,
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
    ListContactConversationsHandler,
  ],
})
export class ConversationModule {
  constructor(store: EventStore) {
    for (const upcaster of UPCASTERS) store.addUpcaster(upcaster);
    store.addProjection(conversationsProjection);
    store.addProjection(messagesProjection);
  }
}
