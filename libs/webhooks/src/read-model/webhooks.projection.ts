import type { AccountEvent } from '@app/accounts';
import type { InlineProjection, SqlValue, Statement, StoredEvent } from '@app/event-store';
import { normalizeUrl } from '../domain/endpoint-url';
import type { WebhookEvent } from '../domain/webhook-events';
import type { WebhookSettings } from '../domain/webhook-settings';

/** The webhooks there are. UNIQUE (account_id, normalized_url) keeps one URL once in an account. */
export const webhooksProjection: InlineProjection<'webhooks'> = {
  name: 'webhooks',
  tables: ['webhooks'],
  project(stored: StoredEvent, table) {
    const event = stored as StoredEvent & (WebhookEvent | AccountEvent);
    switch (event.type) {
      case 'WebhookCreated': {
        const { id, accountId, sealedSecret, ...settings } = event.data;
        const columns = {
          id,
          account_id: accountId,
          sealed_secret: sealedSecret,
          ...columnsOf(settings),
        };
        const names = Object.keys(columns);
        return [
          {
            sql: `INSERT INTO ${table.webhooks} (${names.join(', ')})
                  VALUES (${names.map(() => '?').join(', ')})`,
            params: Object.values(columns),
          },
        ];
      }
      case 'WebhookUpdated':
        return [update(table.webhooks, event.data.id, columnsOf(event.data))];
      case 'WebhookDisabled': {
        const { id, reason, disabledAt } = event.data;
        return [update(table.webhooks, id, { disabled_reason: reason, disabled_at: disabledAt })];
      }
      case 'WebhookEnabled':
        return [
          update(table.webhooks, event.data.id, { disabled_reason: null, disabled_at: null }),
        ];
      case 'WebhookSecretRotated': {
        const { id, sealedSecret, previous } = event.data;
        const secrets = { sealed_secret: sealedSecret, previous_secrets: JSON.stringify(previous) };
        return [update(table.webhooks, id, secrets)];
      }
      case 'WebhookDeleted':
        return [{ sql: `DELETE FROM ${table.webhooks} WHERE id = ?`, params: [event.data.id] }];
      case 'AccountDeleted':
        return [
          { sql: `DELETE FROM ${table.webhooks} WHERE account_id = ?`, params: [event.data.id] },
        ];
      default:
        return [];
    }
  },
};

type Columns = Readonly<Record<string, SqlValue>>;

function columnsOf(settings: WebhookSettings): Columns {
  const { url, name, subscriptions, format, inboxId, customHeaders } = settings;
  return {
    url,
    normalized_url: normalizeUrl(url),
    name,
    subscriptions: JSON.stringify(subscriptions),
    format,
    inbox_id: inboxId,
    timeout_seconds: settings.timeoutSeconds,
    rate_limit: settings.rateLimit,
    ordering: settings.ordering,
    header_names: JSON.stringify(customHeaders?.names ?? []),
    sealed_headers: customHeaders?.sealed ?? null,
  };
}

function update(table: string, id: number, columns: Columns): Statement {
  const assignments = Object.keys(columns).map((column) => `${column} = ?`);
  return {
    sql: `UPDATE ${table} SET ${assignments.join(', ')} WHERE id = ?`,
    params: [...Object.values(columns), id],
  };
}
