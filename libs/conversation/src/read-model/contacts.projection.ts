import type { InlineProjection, SqlValue, Statement, StoredEvent } from '@app/event-store';
import type { ContactEvent } from '../domain/contact';
import type { ContactProfile } from '../domain/contact-profile';
import { deleteAttributes, insertAttributes } from './contact-attributes';

/**
 * Which contacts there are, by what they are listed and found by, and where they can be reached;
 * keeps e-mail addresses, numbers and identifiers unique.
 */
export const contactsProjection: InlineProjection<
  'contacts' | 'contact_inboxes' | 'contact_attributes'
> = {
  name: 'contacts',
  tables: ['contacts', 'contact_inboxes', 'contact_attributes'],
  project(stored: StoredEvent, table) {
    const event = stored as StoredEvent & ContactEvent;
    switch (event.type) {
      case 'ContactCreated':
        return [
          insert(table.contacts, event.data),
          ...insertAttributes(table.contact_attributes, event.data),
        ];
      case 'ContactUpdated': {
        const { contact } = event.data;
        return [
          update(table.contacts, contact),
          deleteAttributes(table.contact_attributes, contact.id),
          ...insertAttributes(table.contact_attributes, contact),
        ];
      }
      case 'ContactDeleted': {
        const { id } = event.data.contact;
        return [
          { sql: `DELETE FROM ${table.contact_inboxes} WHERE contact_id = ?`, params: [id] },
          deleteAttributes(table.contact_attributes, id),
          { sql: `DELETE FROM ${table.contacts} WHERE id = ?`, params: [id] },
        ];
      }
      case 'ContactInboxCreated': {
        const { id, contactId, inboxId, sourceId } = event.data;
        return [
          {
            sql: `INSERT INTO ${table.contact_inboxes} (id, account_id, contact_id, inbox_id, source_id)
                  VALUES (?, (SELECT account_id FROM ${table.contacts} WHERE id = ?), ?, ?, ?)`,
            params: [id, contactId, contactId, inboxId, sourceId],
          },
        ];
      }
      default:
        return [];
    }
  },
};

function insert(table: string, contact: ContactProfile): Statement {
  return {
    sql: `INSERT INTO ${table}
            (email, phone_number, identifier, folded_identifier, blocked, sort_name, search_text,
             created_at, id, account_id)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    params: [...columns(contact), contact.createdAt, contact.id, contact.accountId],
  };
}

function update(table: string, contact: ContactProfile): Statement {
  return {
    sql: `UPDATE ${table}
          SET email = ?, phone_number = ?, identifier = ?, folded_identifier = ?, blocked = ?,
              sort_name = ?, search_text = ?
          WHERE id = ?`,
    params: [...columns(contact), contact.id],
  };
}

/** Lower case is made here: databases know that of ASCII alone. */
function columns({ name, email, phoneNumber, identifier, blocked }: ContactProfile): SqlValue[] {
  const searched = [name, email, phoneNumber, identifier].filter(Boolean).join('\n');
  return [
    email,
    phoneNumber,
    identifier,
    identifier?.toLowerCase() ?? null,
    Number(blocked),
    name.toLowerCase(),
    searched.toLowerCase(),
  ];
}
