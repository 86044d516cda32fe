import type { InlineProjection, StoredEvent } from '@app/event-store';
import type { ContactEvent } from '../domain/contact';

/** Which contacts there are and where they can be reached; keeps e-mails, numbers and identifiers unique. */
export const contactsProjection: InlineProjection = {
  name: 'contacts',
  project(stored: StoredEvent) {
    const event = stored as StoredEvent & ContactEvent;
    switch (event.type) {
      case 'ContactCreated': {
        const { id, accountId, email, phoneNumber, identifier } = event.data;
        return [
          {
            sql: `INSERT INTO contacts (id, account_id, email, phone_number, identifier)
                  VALUES (?, ?, ?, ?, ?)`,
            params: [id, accountId, email, phoneNumber, identifier],
          },
        ];
      }
      case 'ContactInboxCreated': {
        const { id, contactId, inboxId, sourceId } = event.data;
        return [
          {
            sql: `INSERT INTO contact_inboxes (id, account_id, contact_id, inbox_id, source_id)
                  VALUES (?, (SELECT account_id FROM contacts WHERE id = ?), ?, ?, ?)`,
            params: [id, contactId, contactId, inboxId, sourceId],
          },
        ];
      }
      default:
        return [];
    }
  },
};
