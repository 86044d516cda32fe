import type { Migrations } from '@app/event-store';
import { CreateConversations1765000002000 } from './postgres/1765000002000-create-conversations';
import { CreateContacts1764000002000 } from './sqlite/1764000002000-create-contacts';
import { CreateConversations1764000005000 } from './sqlite/1764000005000-create-conversations';
import { ExtendContacts1764000008000 } from './sqlite/1764000008000-extend-contacts';
import { CreateInboxes1764000009000 } from './sqlite/1764000009000-create-inboxes';
import { CreateContactAttributes1764000011000 } from './sqlite/1764000011000-create-contact-attributes';

export const CONVERSATION_MIGRATIONS: Migrations = {
  sqlite: [
    CreateContacts1764000002000,
    CreateConversations1764000005000,
    ExtendContacts1764000008000,
    CreateInboxes1764000009000,
    CreateContactAttributes1764000011000,
  ],
  postgres: [CreateConversations1765000002000],
};
