import {
  Database,
  Clock,
  Consumer,
  EventStore,
  type Statement,
  type StoredEvent,
} from '@app/event-store';
import { publishedEvent } from '@app/payloads';
import { SubscriptionModel, type SubscriptionRow, type WebhookEvent } from '@app/webhooks';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { type Awakened, Dispatcher } from '../dispatcher/dispatcher';
import { WebhookHealth } from '../health/webhook-health';
import { DeliveryQueue, type NewDelivery } from '../queue/delivery-queue';
import { bringHistory } from '../recoveries/bring-history';
import { recoverMissed } from '../recoveries/recover-missed';

/** Replay 0 is what happens live. */
const LIVE = 0;

/**
 * Reads the log and enqueues a delivery for each webhook and callback that wants an event, by the
 * subscriptions as they were at the event's position. Wakes on each append; the schedule wakes it all the same.
 */
@Injectable()
export class Outbox implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly consumer: Consumer;
  private subscriptions = new SubscriptionModel([]);
  private stopListening: () => void = () => {};
  /** By webhook: whom the batch in hand has something for, or has changed. */
  private readonly awakened = new Map<number, Awakened>();

  constructor(
    private readonly store: EventStore,
    private readonly database: Database,
    private readonly queue: DeliveryQueue,
    private readonly dispatcher: Dispatcher,
    private readonly health: WebhookHealth,
    private readonly clock: Clock,
  ) {
    this.consumer = new Consumer(
      store,
      {
        consumer: 'outbox',
        batchSize: 500,
        load: () => this.loadSubscriptions(),
        handle: (events) => this.enqueueMatches(events),
        committed: () => this.committed(),
      },
      new Logger(Outbox.name),
    );
  }

  onApplicationBootstrap(): void {
    this.stopListening = this.store.onAppended(() => this.consumer.wake());
    this.consumer.wake();
  }

  /** Looks for new events. */
  wake(): void {
    this.consumer.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopListening();
    await this.consumer.stop();
  }

  /** As they were at the checkpoint: the table is written in the same transaction. */
  private async loadSubscriptions(): Promise<void> {
    this.awakened.clear();
    const rows = await this.database.query<SubscriptionRow>(
      `SELECT webhook_id, account_id, url, events, inbox_id, format, ordering, disabled
       FROM subscriptions ORDER BY webhook_id`,
    );
    this.subscriptions = new SubscriptionModel(rows);
  }

  private enqueueMatches(events: readonly StoredEvent[]): Statement[] {
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

  /** What the events of webhooks mean for what is still to be delivered to them. */
  private follow(stored: StoredEvent, nowMs: number): readonly Statement[] {
    const event = stored as StoredEvent & WebhookEvent;
    switch (event.type) {
      case 'WebhookEnabled': {
        const { id, accountId } = event.data;
        this.awakened.set(id, { webhookId: id, accountId });
        this.health.enabled(id, nowMs);
        return recoverMissed(this.queue, event.data, event.position, nowMs);
      }
      case 'WebhookCreated':
        return bringHistory(event.data, event.position, nowMs);
      case 'WebhookUpdated':
      case 'WebhookDeleted': {
        const { id, accountId } = event.data;
        this.awakened.set(id, { webhookId: id, accountId });
        if (event.type === 'WebhookDeleted') this.health.deleted(id);
        return [];
      }
      default:
        return [];
    }
  }

  private committed(): void {
    this.dispatcher.wake(this.awakened.values());
    this.awakened.clear();
  }
}
