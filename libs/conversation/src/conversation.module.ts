import { EventStore } from '@app/event-store';
import { Module } from '@nestjs/common';
import { AssignAgentHandler, AssignTeamHandler } from './commands/conversations/assign';
import { ChangeConversationStatusHandler } from './commands/conversations/change-status';
import { CreateConversationHandler } from './commands/conversations/create-conversation';
import { DeleteConversationHandler } from './commands/conversations/delete-conversation';
import { DeleteMessageHandler } from './commands/messages/delete-message';
import { MarkSeenHandler } from './commands/conversations/mark-seen';
import { PublishMessageHandler } from './commands/messages/publish-message';
import { ReportTypingHandler } from './commands/conversations/report-typing';
import { SetCustomAttributesHandler } from './commands/conversations/set-custom-attributes';
import { SetLabelsHandler } from './commands/conversations/set-labels';
import { SetPriorityHandler } from './commands/conversations/set-priority';
import { UpdateMessageHandler } from './commands/messages/update-message';
import { AssignmentsController } from './http/conversations/assignments.controller';
import { ContactsModule } from './contacts.module';
import { ConversationActionsController } from './http/conversations/conversation-actions.controller';
import { ConversationsController } from './http/conversations/conversations.controller';
import { MessagesController } from './http/messages/messages.controller';
import { PublicConversationsController } from './http/public/public-conversations.controller';
import { VisitorConversations } from './http/public/visitor-conversations';
import { CountConversationsHandler } from './queries/count-conversations';
import { FindConversationHandler } from './queries/find-conversation';
import { ListContactConversationsHandler } from './queries/list-contact-conversations';
import { ListConversationsHandler } from './queries/list-conversations';
import { ListMessagesHandler } from './queries/list-messages';
import { ConversationSnapshots } from './read-model/conversation-snapshots';
import { CONVERSATION_PROJECTIONS } from './read-model/projections';
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
    for (const projection of CONVERSATION_PROJECTIONS) store.addProjection(projection);
  }
}
