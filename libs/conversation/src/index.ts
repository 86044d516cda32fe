export { ConversationModule } from './conversation.module';
export { CreateContact } from './commands/contacts/create-contact';
export { CreateContactInbox } from './commands/contacts/create-contact-inbox';
export {
  CreateConversation,
  type NewConversation,
} from './commands/conversations/create-conversation';
export { CreateInbox } from './commands/inboxes/create-inbox';
export { DeleteContact } from './commands/contacts/delete-contact';
export { PublishMessage } from './commands/messages/publish-message';
export { UpdateContact } from './commands/contacts/update-contact';
export { UpdateInbox } from './commands/inboxes/update-inbox';
export {
  FILE_TYPES,
  type Attachment,
  type FileAttachment,
  type LocationAttachment,
} from './domain/attachment';
export type { Change } from './domain/changes';
export type {
  ContactEvent,
  ContactField,
  ContactSnapshot,
  ContactUpdatedData,
  WebWidgetTriggeredData,
  WidgetEventInfo,
} from './domain/contact';
export type {
  Attributes,
  ContactDetails,
  ContactInbox,
  ContactProfile,
} from './domain/contact-profile';
export {
  CONVERSATION_STATUSES,
  PRIORITIES,
  type Conversation,
  type ConversationField,
} from './domain/conversation/conversation';
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
export { CreateMessageDto } from './http/messages/create-message.dto';
export { CreateContacts1764000002000 } from './migrations/1764000002000-create-contacts';
export { CreateConversations1764000005000 } from './migrations/1764000005000-create-conversations';
export { ExtendContacts1764000008000 } from './migrations/1764000008000-extend-contacts';
export { CreateInboxes1764000009000 } from './migrations/1764000009000-create-inboxes';
export { CreateContactAttributes1764000011000 } from './migrations/1764000011000-create-contact-attributes';
