import type { AccountEvent } from '@app/accounts';
import type { InlineProjection, StoredEvent } from '@app/event-store';
import { normalizeUrl } from '../domain/endpoint-url';
import type { WebhookEvent } from '../domain/webhook';

/** The webhooks there are. UNIQUE (account_id, normalized_url) keeps one URL once in an account. */
export const webhooksProjection: InlineProjection = {
  name: 'webhooks',
  project(stored: StoredEvent) {
    const event = stored as StoredEvent & (WebhookEvent | AccountEvent);
    switch (event.type) {
      case 'WebhookCreated': {
        const { id, accountId, url, name, subscriptions, format, inboxId, sealedSecret } =
          event.data;
        return [
          {
            sql: `INSERT INTO webhooks
                    (id, account_id, url, normalized_url, name, subscriptions, format, inbox_id,
                     sealed_secret)
                  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
            params: [
              id,
              accountId,
              url,
              normalizeUrl(url),
              name,
              JSON.stringify(subscriptions),
              format,
              inboxId,
              sealedSecret,
            ],
          },
        ];
      }
      case 'WebhookUpdated': {
        const { id, url, name, subscriptions, format, inboxId } = event.data;
        return [
          {
            sql: `UPDATE webhooks
                  SET url = ?, normalized_url = ?, name = ?, subscriptions = ?, format = ?,
                      inbox_id = ?
                  WHERE id = ?`,
            params: [
              url,
              normalizeUrl(url),
              name,
              JSON.stringify(subscriptions),
              format,
              inboxId,
              id,
            ],
          },
        ];
      }
      case 'WebhookDeleted':
        return [{ sql: 'DELETE FROM webhooks WHERE id = ?', params: [event.data.id] }];
      case 'AccountDeleted':
        return [{ sql: 'DELETE FROM webhooks WHERE account_id = ?', params: [event.data.id] }];
      default:
        return [];
    }
  },
};
