import type { InlineProjection } from '@app/event-store';
import { contactsProjection } from './contacts.projection';
import { conversationsProjection } from './conversations.projection';
import { inboxesProjection } from './inboxes.projection';
import { messagesProjection } from './messages.projection';

export const CONVERSATION_PROJECTIONS: readonly InlineProjection[] = [
  contactsProjection,
  inboxesProjection,
  conversationsProjection,
  messagesProjection,
];
