import type { AccountEvent } from '@app/accounts';
import type { InboxEvent } from '@app/conversation';
import type { InlineProjection, Statement, StoredEvent } from '@app/event-store';
import { callbackOf } from '../callbacks/inbox-callback';

/** The callback of each inbox, also of those whose own software does not listen (yet). */
export const inboxCallbacksProjection: InlineProjection<'inbox_callbacks'> = {
  name: 'inbox-callbacks',
  tables: ['inbox_callbacks'],
  project(stored: StoredEvent, table) {
    const event = stored as StoredEvent & (InboxEvent | AccountEvent);
    switch (event.type) {
      case 'InboxCreated':
        return upsert(table.inbox_callbacks, callbackOf(event.data));
      case 'InboxUpdated':
        return upsert(table.inbox_callbacks, callbackOf(event.data.inbox));
      case 'AccountDeleted':
        return [
          {
            sql: `DELETE FROM ${table.inbox_callbacks} WHERE account_id = ?`,
            params: [event.data.id],
          },
        ];
      default:
        return [];
    }
  },
};

function upsert(table: string, callback: ReturnType<typeof callbackOf>): Statement[] {
  if (!callback) return [];
  const { webhookId, accountId, url, sealedSecret } = callback;
  return [
    {
      sql: `INSERT INTO ${table} (webhook_id, account_id, url, sealed_secret)
            VALUES (?, ?, ?, ?)
            ON CONFLICT (webhook_id) DO UPDATE SET
              url = excluded.url, sealed_secret = excluded.sealed_secret`,
      params: [webhookId, accountId, url, sealedSecret],
    },
  ];
}
