import type { AccountEvent } from '@app/accounts';
import type { Inbox, InboxEvent } from '@app/conversation';
import type { Statement, StoredEvent } from '@app/event-store';
import { CALLBACK_EVENT_NAMES, type Format, type PublishedEvent } from '@app/payloads';
import { callbackOf } from '../callbacks/inbox-callback';
import { normalizeUrl } from '../domain/endpoint-url';
import type { WebhookEvent } from '../domain/webhook-events';
import { DEFAULT_DELIVERY_SETTINGS, type Ordering } from '../domain/webhook-settings';

/** What a webhook, or an inbox's callback, wanted as of a position of the log. */
export interface Subscription {
  readonly webhookId: number;
  readonly accountId: number;
  /** Normalised. */
  readonly url: string;
  readonly events: readonly string[];
  /** Only events of this inbox; null for those of the whole account. */
  readonly inboxId: number | null;
  readonly format: Format;
  readonly ordering: Ordering;
  /** Whether it gets nothing for now. */
  readonly disabled: boolean;
}

/** A row of the table `subscriptions`. */
export interface SubscriptionRow {
  readonly webhook_id: number;
  readonly account_id: number;
  readonly url: string;
  /** null for an inbox's callback. */
  readonly events: string | null;
  readonly inbox_id: number | null;
  readonly format: Format;
  readonly ordering: Ordering;
  readonly disabled: 0 | 1;
}

/**
 * Who wants which events, folded from the events of webhooks, inboxes and accounts in the order of
 * the log, so that each event meets the subscriptions of its own position however late it is read.
 * Lives in memory; the statements of `apply` keep its table up to the reader's checkpoint.
 */
export class SubscriptionModel {
  /** By account and webhook, in the order in which they were made. */
  private readonly webhooks = new Map<number, Map<number, Subscription>>();
  /** By inbox: an event is in one at most, and so meets one callback at most. */
  private readonly callbacks = new Map<number | null, Subscription>();

  constructor(rows: readonly SubscriptionRow[]) {
    for (const { webhook_id, account_id, inbox_id, events, disabled, ...row } of rows) {
      const subscription: Subscription = {
        ...row,
        webhookId: webhook_id,
        accountId: account_id,
        events: events === null ? CALLBACK_EVENT_NAMES : (JSON.parse(events) as string[]),
        inboxId: inbox_id,
        disabled: disabled === 1,
      };
      if (events === null) this.setCallback(subscription);
      else this.setWebhook(subscription);
    }
  }

  /**
   * Who gets the event: the webhooks in the order in which they were made, then the callback of its
   * inbox, unless one of them has the same URL. Nobody gets one event twice; the account's own
   * setting wins. What is for one webhook goes to that alone. A disabled one gets nothing, and keeps
   * no callback from it.
   */
  match(event: PublishedEvent): Subscription[] {
    return this.wanting(event).filter(({ disabled }) => !disabled);
  }

  /** Who gets the event, as by {@link match}, and the disabled ones that would if they were not. */
  wanting(event: PublishedEvent): Subscription[] {
    const { name, accountId, inboxId, onlyWebhookId, exceptWebhookId } = event;
    const ofAccount = this.webhooks.get(accountId);
    if (onlyWebhookId !== null) {
      const only = ofAccount?.get(onlyWebhookId);
      return only ? [only] : [];
    }
    const webhooks = [...(ofAccount?.values() ?? [])].filter(
      ({ webhookId, events, inboxId: limit }) =>
        webhookId !== exceptWebhookId &&
        events.includes(name) &&
        (limit === null || limit === inboxId),
    );
    const callback = this.callbacks.get(inboxId);
    if (!callback?.events.includes(name)) return webhooks;
    const hasItAlready = webhooks.some(({ url, disabled }) => !disabled && url === callback.url);
    return hasItAlready ? webhooks : [...webhooks, callback];
  }

  /** Takes an event of a webhook, an inbox or an account; any other changes nothing. */
  apply(stored: StoredEvent): Statement[] {
    const event = stored as StoredEvent & (WebhookEvent | InboxEvent | AccountEvent);
    switch (event.type) {
      case 'WebhookCreated':
      case 'WebhookUpdated': {
        const { id, accountId, url, subscriptions, inboxId, format, ordering } = event.data;
        return this.applyWebhook({
          webhookId: id,
          accountId,
          url: normalizeUrl(url),
          events: subscriptions,
          inboxId,
          format: format as Format,
          ordering,
          disabled: this.webhooks.get(accountId)?.get(id)?.disabled ?? false,
        });
      }
      case 'WebhookDisabled':
      case 'WebhookEnabled': {
        const webhook = this.webhooks.get(event.data.accountId)?.get(event.data.id);
        const disabled = event.type === 'WebhookDisabled';
        return webhook ? this.applyWebhook({ ...webhook, disabled }) : [];
      }
      case 'WebhookDeleted': {
        const { id, accountId } = event.data;
        this.webhooks.get(accountId)?.delete(id);
        return [remove(id)];
      }
      case 'InboxCreated':
        return this.applyInbox(event.data);
      case 'InboxUpdated':
        return this.applyInbox(event.data.inbox);
      case 'AccountDeleted':
        return this.removeAccount(event.data.id);
      default:
        return [];
    }
  }

  private applyWebhook(subscription: Subscription): Statement[] {
    this.setWebhook(subscription);
    return [upsert(subscription, JSON.stringify(subscription.events))];
  }

  private applyInbox(inbox: Inbox): Statement[] {
    const callback = callbackOf(inbox);
    if (!callback) return [];
    const { webhookId, accountId, inboxId, url } = callback;
    if (url === '') {
      this.callbacks.delete(inboxId);
      return [remove(webhookId)];
    }
    const subscription: Subscription = {
      webhookId,
      accountId,
      url: normalizeUrl(url),
      events: CALLBACK_EVENT_NAMES,
      inboxId,
      format: 'chatwoot',
      ordering: DEFAULT_DELIVERY_SETTINGS.ordering,
      disabled: false,
    };
    this.setCallback(subscription);
    return [upsert(subscription, null)];
  }

  private removeAccount(id: number): Statement[] {
    this.webhooks.delete(id);
    for (const { accountId, inboxId } of this.callbacks.values()) {
      if (accountId === id) this.callbacks.delete(inboxId);
    }
    return [{ sql: 'DELETE FROM subscriptions WHERE account_id = ?', params: [id] }];
  }

  private setWebhook(subscription: Subscription): void {
    const { accountId, webhookId } = subscription;
    const ofAccount = this.webhooks.get(accountId) ?? new Map<number, Subscription>();
    this.webhooks.set(accountId, ofAccount.set(webhookId, subscription));
  }

  private setCallback(subscription: Subscription): void {
    this.callbacks.set(subscription.inboxId, subscription);
  }
}

function upsert(
  { webhookId, accountId, url, inboxId, format, ordering, disabled }: Subscription,
  events: string | null,
): Statement {
  return {
    sql: `INSERT INTO subscriptions
            (webhook_id, account_id, url, events, inbox_id, format, ordering, disabled)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (webhook_id) DO UPDATE SET
            url = excluded.url, events = excluded.events, inbox_id = excluded.inbox_id,
            format = excluded.format, ordering = excluded.ordering, disabled = excluded.disabled`,
    params: [webhookId, accountId, url, events, inboxId, format, ordering, disabled ? 1 : 0],
  };
}

function remove(webhookId: number): Statement {
  return { sql: 'DELETE FROM subscriptions WHERE webhook_id = ?', params: [webhookId] };
}
