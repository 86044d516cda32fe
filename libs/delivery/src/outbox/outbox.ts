import {
  type Candidate,
  Clock,
  Consumer,
  Database,
  EventStore,
  Leadership,
  Signals,
} from '@app/event-store';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DeliveryQueue } from '../queue/delivery-queue';
import { FirstAttempts } from '../first-attempts/first-attempts';
import { OutboxBatches } from './outbox-batches';

/**
 * Reads the log while this process leads, and enqueues what {@link OutboxBatches} makes of it. Wakes on
 * each append; the schedule wakes it all the same.
 */
@Injectable()
export class Outbox implements Candidate, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Outbox.name);
  /** With a memory of its own, so that one which takes long to stop is in nobody's way. */
  private reader: Consumer | undefined;
  private stopListening: () => void = () => {};
  private leave: () => Promise<void> = async () => {};

  constructor(
    private readonly store: EventStore,
    private readonly database: Database,
    private readonly queue: DeliveryQueue,
    private readonly firstAttempts: FirstAttempts,
    private readonly leadership: Leadership,
    private readonly signals: Signals,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.stopListening = this.store.onAppended(() => this.wake());
    this.leave = this.leadership.join(this);
  }

  lead(): void {
    const { store, database, queue, firstAttempts, signals, clock } = this;
    this.reader = new Consumer(
      store,
      new OutboxBatches(database, queue, firstAttempts, signals, clock),
      this.logger,
    );
    this.reader.wake();
  }

  standBy(): void {
    void this.reader?.stop();
    this.reader = undefined;
  }

  /** Looks for new events. */
  wake(): void {
    this.reader?.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopListening();
    const { reader } = this;
    this.reader = undefined;
    await reader?.stop();
    await this.leave();
  }
}
