export { HooryClient } from './hoory-client';
export type { HooryClientOptions } from './connection';
export { HooryApiError, HooryConnectionError } from './errors';

export type { Attributes } from './resources/attributes';
export type { Contact, ContactInbox, CreateContact, CreatedContact } from './resources/contacts';
export type {
  Conversation,
  ConversationOrigin,
  ConversationStatus,
  CreateConversation,
} from './resources/conversations';
export type { CreateInbox, Inbox } from './resources/inboxes';
export type { ContentType, CreateMessage, Message, MessageSender } from './resources/messages';
export type {
  CreateWebhook,
  UpdateWebhook,
  Webhook,
  WebhookEventName,
  WebhookFormat,
} from './resources/webhooks';

export { verifyHoorySignature } from './verification/verify-hoory-signature';
export { verifyWebhook } from './verification/verify-webhook';
export type { WebhookHeaders } from './verification/headers';
export type { VerificationOptions } from './verification/timestamp';
export { WebhookVerificationError, type FailedCheck } from './verification/verification-error';
