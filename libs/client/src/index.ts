export { HooryClient, type HooryClientOptions } from './hoory-client';
export { HooryContactClient, type HooryContactClientOptions } from './hoory-contact-client';
export { HooryPlatformClient, type HooryPlatformClientOptions } from './hoory-platform-client';
export type { ConnectionOptions } from './connection';
export { HooryApiError, HooryConnectionError } from './errors';
export type { CreateOptions } from './idempotency';
export type { FollowOptions } from './event-stream/follow';

export type { AccessToken, CreatedAccessToken } from './resources/access-tokens';
export type { Agent, CreateAgent, Role } from './resources/agents';
export type { Attributes } from './resources/attributes';
export type { Contact, ContactInbox, ContactView } from './resources/contact';
export type {
  ContactCondition,
  ContactList,
  ContactPage,
  CreateContact,
  CreateContactInbox,
  CreatedContact,
  UpdateContact,
} from './resources/contacts';
export type {
  Assignee,
  Conversation,
  ConversationPriority,
  ConversationStatus,
} from './resources/conversation';
export type {
  ConversationCounts,
  ConversationFilter,
  ConversationList,
  ConversationOrigin,
  ConversationPage,
  CreateConversation,
  ToggledStatus,
  ToggleStatus,
  TypingStatus,
} from './resources/conversations';
export type {
  DeliveryFilter,
  DeliveryList,
  DeliveryPage,
  ResentDelivery,
} from './resources/deliveries';
export type {
  Delivery,
  DeliveryAttempt,
  DeliveryDetails,
  DeliveryStatus,
} from './resources/delivery';
export type { EventType, EventTypeFormat } from './resources/event-types';
export type { CreateInbox, Inbox, InboxSummary, UpdateInbox } from './resources/inboxes';
export type {
  Attachment,
  ContentType,
  FileAttachment,
  FileType,
  LocationAttachment,
  Message,
  MessageDraft,
  MessageSender,
  MessageStatus,
} from './resources/message';
export type { NewAttachment } from './resources/message-form';
export type { CreateMessage, MessageList, MessageRange, UpdateMessage } from './resources/messages';
export type { UserProfile } from './resources/profile';
export type {
  EventFilter,
  EventList,
  EventListPage,
  FollowEvents,
  LoggedEvent,
  WantingWebhook,
} from './resources/events';
export type { CreateRecovery, Recovery } from './resources/recoveries';
export type { Replay, ReplayPreview, ReplayRange, StartReplay } from './resources/replays';
export type { Credentials, FirstRun, SessionState } from './resources/session';
export type { CreateTeam, Team, UpdateTeam } from './resources/teams';
export type {
  Webhook,
  WebhookDisabledReason,
  WebhookEventName,
  WebhookFormat,
  WebhookOrdering,
} from './resources/webhook';
export type {
  ExhaustedDelivery,
  WebhookHistory,
  WebhookHistoryEntry,
  WebhookHistoryPage,
  WebhookHistorySettings,
} from './resources/webhook-history';
export type { HourOfAttempts, WebhookStatistics } from './resources/webhook-statistics';
export type {
  CreateWebhook,
  EnableWebhook,
  RotateSecret,
  UpdateWebhook,
} from './resources/webhooks';

export type { AccountUser } from './platform/account-users';
export type { AccountDetails, PlatformAccount } from './platform/accounts';
export type { CreateUser, PlatformUser, UserToken } from './platform/users';

export type { CreateOwnContact, OwnContact, OwnContactDetails } from './contact-api/contacts';
export type { CreateOwnConversation, OwnConversation } from './contact-api/conversations';
export type {
  AnswerMessage,
  CreateOwnMessage,
  FormAnswer,
  SelectAnswer,
  SurveyAnswer,
} from './contact-api/messages';

export { verifyChatwootSignature } from './verification/verify-chatwoot-signature';
export { verifyHoorySignature } from './verification/verify-hoory-signature';
export { verifyWebhook } from './verification/verify-webhook';
export type { WebhookHeaders } from './verification/headers';
export type { VerificationOptions } from './verification/timestamp';
export { WebhookVerificationError, type FailedCheck } from './verification/verification-error';
