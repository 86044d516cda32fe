import type { AccountEvent } from '@app/accounts';
import type { InboxEvent } from '@app/conversation';
import type { InlineProjection, Statement, StoredEvent } from '@app/event-store';
import { callbackOf } from '../callbacks/inbox-callback';

/** The callback of each inbox, also of those whose own software does not listen (yet). */
export const inboxCallbacksProjection: InlineProjection = {
  name: 'inbox-callbacks',
  project(stored: StoredEvent) {
    const event = stored as StoredEvent & (InboxEvent | AccountEvent);
    switch (event.type) {
      case 'InboxCreated':
        return upsert(callbackOf(event.data));
      case 'InboxUpdated':
        return upsert(callbackOf(event.data.inbox));
      case 'AccountDeleted':
        return [
          { sql: 'DELETE FROM inbox_callbacks WHERE account_id = ?', params: [event.data.id] },
        ];
      default:
        return [];
    }
  },
};

function upsert(callback: ReturnType<typeof callbackOf>): Statement[] {
  if (!callback) return [];
  const { webhookId, accountId, url, sealedSecret } = callback;
  return [
    {
      sql: `INSERT INTO inbox_callbacks (webhook_id, account_id, url, sealed_secret)
            VALUES (?, ?, ?, ?)
            ON CONFLICT (webhook_id) DO UPDATE SET
              url = excluded.url, sealed_secret = excluded.sealed_secret`,
      params: [webhookId, accountId, url, sealedSecret],
    },
  ];
}
