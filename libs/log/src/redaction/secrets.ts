import type {
  AccessTokenEvent,
  AccountEvent,
  PlatformEvent,
  SessionEvent,
  TeamEvent,
  UserEvent,
} from '@app/accounts';
import type { ContactEvent, ConversationEvent, InboxEvent } from '@app/conversation';
import type { WebhookEvent } from '@app/webhooks';

type EventType = (
  | AccessTokenEvent
  | AccountEvent
  | ContactEvent
  | ConversationEvent
  | InboxEvent
  | PlatformEvent
  | SessionEvent
  | TeamEvent
  | UserEvent
  | WebhookEvent
)['type'];

const NOTHING: readonly string[] = [];

/**
 * Where in its data an event of each type there is has what is secret, sealed or hashed: paths, which
 * go through lists. The compiler asks for new types.
 */
export const SECRETS: Readonly<Record<EventType, readonly string[]>> = {
  AccessTokenIssued: ['tokenHash'],
  AccessTokenRevoked: ['tokenHash'],
  AccountCreated: NOTHING,
  AccountDeleted: NOTHING,
  AccountRenamed: NOTHING,
  AccountUserAdded: NOTHING,
  AccountUserRemoved: NOTHING,
  AccountUserRoleChanged: NOTHING,
  ContactCreated: NOTHING,
  ContactDeleted: NOTHING,
  ContactInboxCreated: NOTHING,
  ContactInboxVerified: NOTHING,
  ContactUpdated: NOTHING,
  ConversationCreated: NOTHING,
  ConversationDeleted: NOTHING,
  ConversationSeen: NOTHING,
  ConversationStatusChanged: NOTHING,
  ConversationTypingStarted: NOTHING,
  ConversationTypingStopped: NOTHING,
  ConversationUpdated: NOTHING,
  DeliveryExhausted: NOTHING,
  InboxCreated: ['sealedHmacToken', 'callback.sealedSecret'],
  InboxUpdated: ['inbox.sealedHmacToken', 'inbox.callback.sealedSecret'],
  MessageCreated: NOTHING,
  MessageDeleted: NOTHING,
  MessageUpdated: NOTHING,
  PlatformTokenSet: ['tokenHash'],
  SessionEnded: NOTHING,
  SessionStarted: ['passwordKey'],
  TeamCreated: NOTHING,
  TeamDeleted: NOTHING,
  TeamMembersAdded: NOTHING,
  TeamMembersRemoved: NOTHING,
  TeamUpdated: NOTHING,
  UserCreated: NOTHING,
  UserProfileChanged: NOTHING,
  UserPasswordSet: ['passwordHash'],
  WebWidgetTriggered: NOTHING,
  WebhookCreated: ['sealedSecret', 'customHeaders.sealed'],
  WebhookDeleted: NOTHING,
  WebhookDisabled: ['customHeaders.sealed'],
  WebhookEnabled: NOTHING,
  WebhookRecovered: NOTHING,
  WebhookSecretRotated: ['sealedSecret', 'previous.sealedSecret'],
  WebhookTestRequested: NOTHING,
  WebhookUpdated: ['customHeaders.sealed'],
};
