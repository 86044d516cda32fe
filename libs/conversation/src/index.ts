export { ConversationModule } from './conversation.module';
export { CreateContact } from './commands/contacts/create-contact';
export { CreateContactInbox } from './commands/contacts/create-contact-inbox';
export { DeleteContact } from './commands/contacts/delete-contact';
export { IdentifyContact } from './commands/contacts/identify-contact';
export { RegisterContact, type Registration } from './commands/contacts/register-contact';
export { TriggerWebWidget } from './commands/contacts/trigger-web-widget';
export { UpdateContact } from './commands/contacts/update-contact';
export type { Origin } from './commands/contacts/visitor-metadata';
export { AssignAgent, AssignTeam } from './commands/conversations/assign';
export { ChangeConversationStatus } from './commands/conversations/change-status';
export {
  CreateConversation,
  type NewConversation,
} from './commands/conversations/create-conversation';
export { DeleteConversation } from './commands/conversations/delete-conversation';
export { MarkSeen } from './commands/conversations/mark-seen';
export { ReportTyping } from './commands/conversations/report-typing';
export { SetCustomAttributes } from './commands/conversations/set-custom-attributes';
export { SetLabels } from './commands/conversations/set-labels';
export { SetPriority } from './commands/conversations/set-priority';
export { CreateInbox } from './commands/inboxes/create-inbox';
export { UpdateInbox } from './commands/inboxes/update-inbox';
export { DeleteMessage } from './commands/messages/delete-message';
export { PublishMessage } from './commands/messages/publish-message';
export { UpdateMessage } from './commands/messages/update-message';
export {
  FILE_TYPES,
  type Attachment,
  type FileAttachment,
  type LocationAttachment,
} from './domain/attachment';
export type { Change } from './domain/changes';
export {
  contactRef,
  type ContactEvent,
  type ContactField,
  type ContactSnapshot,
  type ContactUpdatedData,
  type WebWidgetTriggeredData,
  type WidgetEventInfo,
} from './domain/contact';
export type {
  Attributes,
  ContactDetails,
  ContactInbox,
  ContactProfile,
} from './domain/contact-profile';
export type { MessageChanges } from './domain/conversation/commands';
export {
  CONVERSATION_STATUSES,
  PRIORITIES,
  PUBLISHED_FIELDS,
  type Conversation,
  type ConversationField,
} from './domain/conversation/conversation';
export { conversationRef } from './domain/conversation/decider';
export {
  lastMessageOf,
  type ConversationChangedData,
  type ConversationEvent,
  type ConversationSnapshot,
  type MessageField,
  type MessageSnapshot,
  type MessageUpdatedData,
  type SentMessage,
  type TypingData,
} from './domain/conversation/events';
export {
  inboxRef,
  type Inbox,
  type InboxEvent,
  type InboxField,
  type InboxUpdatedData,
} from './domain/inbox';
export type { Channel, InboxSummary } from './domain/inbox-summary';
export {
  CONTENT_TYPES,
  MESSAGE_STATUSES,
  type ContentType,
  type Message,
  type MessageDraft,
  type MessageType,
} from './domain/message';
export type {
  AccountSnapshot,
  AgentBotSnapshot,
  AssigneeSnapshot,
  SenderSnapshot,
  Surroundings,
  TeamSnapshot,
  UserSnapshot,
} from './domain/snapshots';
export type { Visitor } from './read-model/visitors';
export { CreateMessageDto } from './http/messages/create-message.dto';
export { CONVERSATION_PROJECTIONS } from './read-model/projections';
export { UPCASTERS as CONVERSATION_UPCASTERS } from './upcasters/upcasters';
export { CONVERSATION_MIGRATIONS } from './migrations';
