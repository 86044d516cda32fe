import { describeMigrations } from '@app/event-store/testing';
import { CONVERSATION_MIGRATIONS } from '.';

describe('the migrations of conversations', () => {
  describeMigrations(CONVERSATION_MIGRATIONS, [
    'inboxes',
    'contacts',
    'contact_inboxes',
    'contact_attributes',
    'conversations',
    'messages',
  ]);
});
