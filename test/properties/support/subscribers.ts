import type { Inbox } from '@app/conversation';
import type { StoredEvent } from '@app/event-store';
import { CALLBACK_EVENT_NAMES, type Format, type PublishedEvent } from '@app/payloads';
import type { Webhook } from '@app/webhooks';

type SubscribedWebhook = Pick<
  Webhook,
  'id' | 'accountId' | 'url' | 'subscriptions' | 'inboxId' | 'format'
>;

interface Subscriber {
  readonly accountId: number;
  readonly url: string;
  readonly events: readonly string[];
  readonly inboxId: number | null;
  readonly format: Format;
}

export interface ExpectedDelivery {
  readonly event: string;
  readonly eventId: string;
  readonly position: number;
  readonly accountId: number;
  readonly webhookId: number;
  readonly format: Format;
}

/** Who is to be told what, as the answers to commands have it: one step at a time. */
export class Subscribers {
  /** All deliveries there have to be, by event and webhook. */
  readonly expected: ExpectedDelivery[] = [];
  /** Every URL that a webhook or a callback ever had. */
  readonly urls = new Map<number, Set<string>>();
  /** Whoever was taken off, and so may have missed what was on the way. */
  readonly gone = new Set<number>();
  private readonly webhooks = new Map<number, Subscriber>();
  private readonly callbacks = new Map<number, Subscriber>();

  setWebhook({ id, accountId, url, subscriptions, inboxId, format }: SubscribedWebhook): void {
    const events = subscriptions;
    this.webhooks.set(id, { accountId, url, events, inboxId, format: format as Format });
    this.remember(id, url);
  }

  removeWebhook(id: number): void {
    this.webhooks.delete(id);
    this.gone.add(id);
  }

  /** The inbox's own software listens at its webhook URL, where it is one. */
  setInbox({ id: inboxId, accountId, channel, callback: { webhookId } }: Inbox): void {
    const url = channel.webhookUrl;
    if (url.startsWith('http')) {
      const events = CALLBACK_EVENT_NAMES;
      this.callbacks.set(webhookId, { accountId, url, events, inboxId, format: 'chatwoot' });
      this.remember(webhookId, url);
    } else if (this.callbacks.delete(webhookId)) {
      this.gone.add(webhookId);
    }
  }

  removeAccount(accountId: number): void {
    for (const subscribers of [this.webhooks, this.callbacks]) {
      for (const [id, subscriber] of subscribers) {
        if (subscriber.accountId !== accountId) continue;
        subscribers.delete(id);
        this.gone.add(id);
      }
    }
  }

  expect({ id: eventId, position }: StoredEvent, published: PublishedEvent): void {
    const { name: event, accountId } = published;
    const told = new Set<string>();
    // Webhooks first: where a callback has the URL of one of them, it has been told.
    for (const subscribers of [this.webhooks, this.callbacks]) {
      for (const [webhookId, subscriber] of subscribers) {
        const url = endpointOf(subscriber);
        if (!wants(subscriber, published) || told.has(url)) continue;
        told.add(url);
        const { format } = subscriber;
        this.expected.push({ event, eventId, position, accountId, webhookId, format });
      }
    }
  }

  private remember(id: number, url: string): void {
    const known = this.urls.get(id) ?? new Set();
    this.urls.set(id, known.add(new URL(url).pathname));
  }
}

function wants(
  { accountId, events, inboxId }: Subscriber,
  { name, accountId: happenedIn, inboxId: happenedAt }: PublishedEvent,
): boolean {
  return (
    accountId === happenedIn &&
    events.includes(name) &&
    (inboxId === null || inboxId === happenedAt)
  );
}

/** What is called: a fragment is never sent, nor is the case of a scheme. */
function endpointOf({ url }: Subscriber): string {
  return url.replace(/#.*$/, '').toLowerCase();
}
