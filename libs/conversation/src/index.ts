export { ConversationModule } from './conversation.module';
export { CreateContact } from './commands/create-contact';
export { CreateConversation, type NewConversation } from './commands/create-conversation';
export { CreateInbox } from './commands/create-inbox';
export { PublishMessage } from './commands/publish-message';
export type { Attributes, ContactDetails, ContactProfile } from './domain/contact';
export type {
  Conversation,
  ConversationCreatedData,
  ConversationEvent,
  MessageCreatedData,
  Sender,
} from './domain/conversation';
export { inboxRef, type Inbox } from './domain/inbox';
export type { ContentType, Message, MessageDraft } from './domain/message';
export { CreateMessageDto } from './http/create-message.dto';
export { CreateContacts1764000002000 } from './migrations/1764000002000-create-contacts';
