import { Clock, Consumer, EventStore, type Statement, type StoredEvent } from '@app/event-store';
import { publishedEvent } from '@app/payloads';
import { SubscriptionModel, type SubscriptionRow } from '@app/webhooks';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Dispatcher } from '../dispatcher/dispatcher';
import { DeliveryQueue, type NewDelivery } from '../queue/delivery-queue';

/** Keeps the statement's one parameter, all of them as JSON, below a megabyte. */
const MAX_DELIVERIES_PER_STATEMENT = 5_000;

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

  constructor(
    private readonly store: EventStore,
    private readonly dataSource: DataSource,
    private readonly queue: DeliveryQueue,
    private readonly dispatcher: Dispatcher,
    private readonly clock: Clock,
  ) {
    this.consumer = new Consumer(
      store,
      {
        consumer: 'outbox',
        batchSize: 500,
        load: () => this.loadSubscriptions(),
        handle: (events) => this.enqueueMatches(events),
        committed: () => dispatcher.wake(),
      },
      new Logger(Outbox.name),
    );
  }

  onApplicationBootstrap(): void {
    this.stopListening = this.store.onAppended(() => this.consumer.wake());
    this.consumer.wake();
  }

  /** Looks for new events, and for deliveries that are due. */
  wake(): void {
    this.consumer.wake();
    this.dispatcher.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopListening();
    await this.consumer.stop();
  }

  /** As they were at the checkpoint: the table is written in the same transaction. */
  private async loadSubscriptions(): Promise<void> {
    const rows = await this.dataSource.query<SubscriptionRow[]>(
      `SELECT webhook_id, account_id, url, events, inbox_id, format, ordering, disabled
       FROM subscriptions ORDER BY webhook_id`,
    );
    this.subscriptions = new SubscriptionModel(rows);
  }

  private enqueueMatches(events: readonly StoredEvent[]): Statement[] {
    const changes: Statement[] = [];
    const deliveries: NewDelivery[] = [];
    for (const event of events) {
      changes.push(...this.subscriptions.apply(event));
      const published = publishedEvent(event);
      if (!published) continue;
      for (const { webhookId, accountId, format } of this.subscriptions.match(published)) {
        deliveries.push({
          eventPosition: event.position,
          eventId: event.id,
          event: published.name,
          accountId,
          webhookId,
          replayId: LIVE,
          format,
        });
      }
    }
    const nowMs = this.clock.nowMs();
    for (let start = 0; start < deliveries.length; start += MAX_DELIVERIES_PER_STATEMENT) {
      const chunk = deliveries.slice(start, start + MAX_DELIVERIES_PER_STATEMENT);
      changes.push(...this.queue.enqueue(chunk, nowMs));
    }
    return changes;
  }
}
