import type { SqlValue, Statement, StoredEvent } from '@app/event-store';
import type { Format, PublishedEvent } from '@app/payloads';
import type { WebhookEvent } from '../domain/webhook';

/** What a webhook wanted as of a position of the log. */
export interface Subscription {
  readonly webhookId: number;
  readonly accountId: number;
  readonly events: readonly string[];
  readonly inboxId: number | null;
  readonly format: Format;
}

/** A row of the table `subscriptions`. */
export interface SubscriptionRow {
  readonly webhook_id: number;
  readonly account_id: number;
  readonly events: string;
  readonly inbox_id: number | null;
  readonly format: Format;
}

/**
 * Who wants which events, folded from the webhooks' events in the order of the log, so that each
 * event meets the subscriptions of its own position however late it is read. Lives in memory; the
 * statements of `apply` keep its table up to the reader's checkpoint.
 */
export class SubscriptionModel {
  private readonly byAccount = new Map<number, Map<number, Subscription>>();

  constructor(rows: readonly SubscriptionRow[]) {
    for (const { webhook_id, account_id, events, inbox_id, format } of rows) {
      this.set({
        webhookId: webhook_id,
        accountId: account_id,
        events: JSON.parse(events) as string[],
        inboxId: inbox_id,
        format,
      });
    }
  }

  /** The webhooks that get the event, in the order in which they were made. */
  match({ name, accountId, inboxId }: PublishedEvent): Subscription[] {
    const subscriptions = this.byAccount.get(accountId)?.values() ?? [];
    return [...subscriptions].filter(
      ({ events, inboxId: only }) => events.includes(name) && (only === null || only === inboxId),
    );
  }

  /** Takes an event of a webhook; any other changes nothing. */
  apply(stored: StoredEvent): Statement[] {
    const event = stored as StoredEvent & WebhookEvent;
    switch (event.type) {
      case 'WebhookCreated':
      case 'WebhookUpdated': {
        const { id, accountId, subscriptions, inboxId, format } = event.data;
        const subscription = {
          webhookId: id,
          accountId,
          events: subscriptions,
          inboxId,
          format: format as Format,
        };
        this.set(subscription);
        return [upsert(subscription)];
      }
      case 'WebhookDeleted': {
        const { id, accountId } = event.data;
        this.byAccount.get(accountId)?.delete(id);
        return [{ sql: 'DELETE FROM subscriptions WHERE webhook_id = ?', params: [id] }];
      }
      default:
        return [];
    }
  }

  private set(subscription: Subscription): void {
    const { accountId, webhookId } = subscription;
    const ofAccount = this.byAccount.get(accountId) ?? new Map<number, Subscription>();
    this.byAccount.set(accountId, ofAccount.set(webhookId, subscription));
  }
}

function upsert({ webhookId, accountId, events, inboxId, format }: Subscription): Statement {
  const params: SqlValue[] = [webhookId, accountId, JSON.stringify(events), inboxId, format];
  return {
    sql: `INSERT INTO subscriptions (webhook_id, account_id, events, inbox_id, format)
          VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (webhook_id) DO UPDATE SET
            events = excluded.events, inbox_id = excluded.inbox_id, format = excluded.format`,
    params,
  };
}
