import type { AccountEvent } from '@app/accounts';
import type { InlineProjection, StoredEvent } from '@app/event-store';
import type { InboxEvent } from '../domain/inbox';

/** Which inboxes there are; what they are stands in the log. */
export const inboxesProjection: InlineProjection<'inboxes'> = {
  name: 'inboxes',
  tables: ['inboxes'],
  project(stored: StoredEvent, table) {
    const event = stored as StoredEvent & (InboxEvent | AccountEvent);
    switch (event.type) {
      case 'InboxCreated': {
        const { id, accountId, identifier } = event.data;
        return [
          {
            sql: `INSERT INTO ${table.inboxes} (id, account_id, identifier) VALUES (?, ?, ?)`,
            // Inboxes of the first days have none, and cannot be called from outside.
            params: [id, accountId, identifier || null],
          },
        ];
      }
      // From outside an inbox is called without a user of its account: it must be found no more.
      case 'AccountDeleted':
        return [
          { sql: `DELETE FROM ${table.inboxes} WHERE account_id = ?`, params: [event.data.id] },
        ];
      default:
        return [];
    }
  },
};
