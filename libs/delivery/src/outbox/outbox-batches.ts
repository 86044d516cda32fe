import type {
  BatchHandler,
  Clock,
  Database,
  Signals,
  Statement,
  StoredEvent,
} from '@app/event-store';
import { type PublishedEvent, publishedEvent } from '@app/payloads';
import {
  type Subscription,
  SubscriptionModel,
  type SubscriptionRow,
  type WebhookEvent,
} from '@app/webhooks';
import { putOffDisabling, remove } from '../health/health-statements';
import { DISABLE_AFTER_MS } from '../health/webhook-health';
import type { DeliveryQueue, NewDelivery } from '../queue/delivery-queue';
import { bringHistory } from '../recoveries/bring-history';
import { recoverMissed } from '../recoveries/recover-missed';
import { type Awakened, DUE, HEALTH, type HealthChange } from '../signals/delivery-signals';
import type { FirstAttempts } from '../first-attempts/first-attempts';
import { OutboxBatch } from './outbox-batch';

/** Replay 0 is what happens live. */
const LIVE = 0;
/** A batch ends with the event that brings it to so many: one may concern any number of webhooks. */
const MOST_DELIVERIES = 128;
/**
 * Nothing more is read while so many deliveries are in hand, first attempts or rows: a crash may have
 * them POSTed again.
 */
const MOST_IN_HAND = 384;

/** Whom a batch is to be told of once it is committed: its webhooks, and what has changed of them. */
interface News {
  readonly awakened: Map<number, Awakened>;
  readonly healthChanges: HealthChange[];
}

/**
 * What a batch of the log amounts to: a delivery for each webhook and callback that wants an event, by
 * the subscriptions as they were at the event's position. Remembers those, for one reader of the log.
 */
export class OutboxBatches implements BatchHandler {
  readonly consumer = 'outbox';
  readonly batchSize = 128;
  readonly room = MOST_IN_HAND;
  private subscriptions = new SubscriptionModel([]);

  constructor(
    private readonly database: Database,
    private readonly queue: DeliveryQueue,
    private readonly firstAttempts: FirstAttempts,
    private readonly signals: Signals,
    private readonly clock: Clock,
  ) {}

  /** As they were at the checkpoint: the table is written in the same transaction. */
  async load(): Promise<void> {
    const rows = await this.database.query<SubscriptionRow>(
      `SELECT webhook_id, account_id, url, events, inbox_id, format, ordering, disabled
       FROM subscriptions ORDER BY webhook_id`,
    );
    this.subscriptions = new SubscriptionModel(rows);
  }

  handle(events: readonly StoredEvent[], cautious: boolean): OutboxBatch {
    const nowMs = this.clock.nowMs();
    const news: News = { awakened: new Map(), healthChanges: [] };
    const batch = new OutboxBatch(this.queue, this.firstAttempts, nowMs, (enqueued) =>
      this.tell(news, enqueued),
    );
    let handled = 0;
    for (const event of events) {
      if (batch.size >= MOST_DELIVERIES) break;
      handled += 1;
      batch.change(this.subscriptions.apply(event));
      const followed = this.follow(event, nowMs, news);
      if (followed.length > 0) {
        batch.changeQueue((event as StoredEvent & WebhookEvent).data.id, followed);
      }
      const published = publishedEvent(event);
      if (!published) continue;
      for (const subscription of this.subscriptions.match(published)) {
        batch.add(toDelivery(event, published, subscription, nowMs), event, cautious);
      }
    }
    batch.complete(handled);
    return batch;
  }

  private tell({ awakened, healthChanges }: News, enqueued: readonly NewDelivery[]): void {
    for (const { webhookId, accountId } of enqueued) {
      awakened.set(webhookId, { webhookId, accountId });
    }
    if (healthChanges.length > 0) this.signals.tell(HEALTH, healthChanges);
    if (awakened.size > 0) this.signals.tell(DUE, [...awakened.values()]);
  }

  /** What the events of webhooks mean for what is still to be delivered to them. */
  private follow(
    stored: StoredEvent,
    nowMs: number,
    { awakened, healthChanges }: News,
  ): readonly Statement[] {
    const event = stored as StoredEvent & WebhookEvent;
    switch (event.type) {
      case 'WebhookEnabled': {
        const { id, accountId } = event.data;
        awakened.set(id, { webhookId: id, accountId });
        healthChanges.push({ webhookId: id, change: 'enabled' });
        return [
          putOffDisabling(id, nowMs + DISABLE_AFTER_MS),
          ...recoverMissed(this.queue, event.data, event.position, nowMs),
        ];
      }
      case 'WebhookCreated':
        return bringHistory(event.data, event.position, nowMs);
      case 'WebhookUpdated': {
        const { id, accountId } = event.data;
        awakened.set(id, { webhookId: id, accountId });
        return [];
      }
      case 'WebhookDeleted': {
        const { id, accountId } = event.data;
        awakened.set(id, { webhookId: id, accountId });
        healthChanges.push({ webhookId: id, change: 'deleted' });
        return [remove(id)];
      }
      default:
        return [];
    }
  }
}

function toDelivery(
  { position, id }: StoredEvent,
  { name, conversationId }: PublishedEvent,
  { webhookId, accountId, format, ordering }: Subscription,
  nowMs: number,
): NewDelivery {
  return {
    eventPosition: position,
    eventId: id,
    event: name,
    accountId,
    webhookId,
    replayId: LIVE,
    format,
    conversationId,
    ordered: ordering === 'conversation' && conversationId !== null,
    dueAtMs: nowMs,
    recoveryId: null,
  };
}
