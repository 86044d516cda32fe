import type {
  BatchHandler,
  Clock,
  Database,
  Signals,
  Statement,
  StoredEvent,
} from '@app/event-store';
import { publishedEvent } from '@app/payloads';
import { SubscriptionModel, type SubscriptionRow, type WebhookEvent } from '@app/webhooks';
import { putOffDisabling, remove } from '../health/health-statements';
import { DISABLE_AFTER_MS } from '../health/webhook-health';
import type { DeliveryQueue, NewDelivery } from '../queue/delivery-queue';
import { bringHistory } from '../recoveries/bring-history';
import { recoverMissed } from '../recoveries/recover-missed';
import { type Awakened, DUE, HEALTH, type HealthChange } from '../signals/delivery-signals';

/** Replay 0 is what happens live. */
const LIVE = 0;

/**
 * What a batch of the log amounts to: a delivery for each webhook and callback that wants an event, by
 * the subscriptions as they were at the event's position. Remembers those, for one reader of the log.
 */
export class OutboxBatches implements BatchHandler {
  readonly consumer = 'outbox';
  readonly batchSize = 500;
  private subscriptions = new SubscriptionModel([]);
  /** By webhook: whom the batch in hand has something for, or has changed. */
  private readonly awakened = new Map<number, Awakened>();
  private readonly healthChanges: HealthChange[] = [];

  constructor(
    private readonly database: Database,
    private readonly queue: DeliveryQueue,
    private readonly signals: Signals,
    private readonly clock: Clock,
  ) {}

  /** As they were at the checkpoint: the table is written in the same transaction. */
  async load(): Promise<void> {
    this.awakened.clear();
    this.healthChanges.length = 0;
    const rows = await this.database.query<SubscriptionRow>(
      `SELECT webhook_id, account_id, url, events, inbox_id, format, ordering, disabled
       FROM subscriptions ORDER BY webhook_id`,
    );
    this.subscriptions = new SubscriptionModel(rows);
  }

  handle(events: readonly StoredEvent[]): Statement[] {
    const nowMs = this.clock.nowMs();
    const changes: Statement[] = [];
    const deliveries: NewDelivery[] = [];
    const turnsOf = new Set<number>();
    for (const event of events) {
      const followed = this.follow(event, nowMs);
      changes.push(...this.subscriptions.apply(event), ...followed);
      if (followed.length > 0) turnsOf.add((event as StoredEvent & WebhookEvent).data.id);
      const published = publishedEvent(event);
      if (!published) continue;
      const { name, conversationId } = published;
      for (const { webhookId, accountId, format, ordering } of this.subscriptions.match(
        published,
      )) {
        this.awakened.set(webhookId, { webhookId, accountId });
        deliveries.push({
          eventPosition: event.position,
          eventId: event.id,
          event: name,
          accountId,
          webhookId,
          replayId: LIVE,
          format,
          conversationId,
          ordered: ordering === 'conversation' && conversationId !== null,
          dueAtMs: nowMs,
          recoveryId: null,
        });
      }
    }
    for (const { ordered, webhookId } of deliveries) if (ordered) turnsOf.add(webhookId);
    return [
      ...this.queue.lockTurns([...turnsOf]),
      ...changes,
      ...this.queue.enqueue(deliveries, nowMs),
    ];
  }

  committed(): void {
    if (this.healthChanges.length > 0) this.signals.tell(HEALTH, this.healthChanges.splice(0));
    if (this.awakened.size > 0) this.signals.tell(DUE, [...this.awakened.values()]);
    this.awakened.clear();
  }

  /** What the events of webhooks mean for what is still to be delivered to them. */
  private follow(stored: StoredEvent, nowMs: number): readonly Statement[] {
    const event = stored as StoredEvent & WebhookEvent;
    switch (event.type) {
      case 'WebhookEnabled': {
        const { id, accountId } = event.data;
        this.awakened.set(id, { webhookId: id, accountId });
        this.healthChanges.push({ webhookId: id, change: 'enabled' });
        return [
          putOffDisabling(id, nowMs + DISABLE_AFTER_MS),
          ...recoverMissed(this.queue, event.data, event.position, nowMs),
        ];
      }
      case 'WebhookCreated':
        return bringHistory(event.data, event.position, nowMs);
      case 'WebhookUpdated': {
        const { id, accountId } = event.data;
        this.awakened.set(id, { webhookId: id, accountId });
        return [];
      }
      case 'WebhookDeleted': {
        const { id, accountId } = event.data;
        this.awakened.set(id, { webhookId: id, accountId });
        this.healthChanges.push({ webhookId: id, change: 'deleted' });
        return [remove(id)];
      }
      default:
        return [];
    }
  }
}
