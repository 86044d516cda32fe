import type { StoredEvent } from '../event';
import type { EventStore } from '../event-store';
import type { BatchInHand } from './batch-in-hand';
import { Hand } from './hand';

/** Turns the log into rows, batch by batch. */
export interface BatchHandler {
  /** Names the checkpoint. */
  readonly consumer: string;
  /** How many events are read at once. */
  readonly batchSize: number;
  /** Nothing more is read while what is in hand weighs so much. */
  readonly room: number;
  /** Called before the first batch and after a failure: forget what memory holds, read it anew. */
  load(): Promise<void>;
  /**
   * What the first of these events amount to, or all of them: the others are handed in again.
   * @param cautious whether it has failed to be committed before: nothing is to come of it until it is
   */
  handle(events: readonly StoredEvent[], cautious: boolean): BatchInHand;
}

export interface ConsumerLog {
  error(message: string, error: unknown): void;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Reads the log in order. `wake()` has it look for new events; a wake-up during a batch is remembered,
 * so none is missed. It reads on while batches in hand are not settled yet, and commits them in the
 * order of the log, all that are settled at once. What fails is read again, after pauses that double
 * from 100 ms to 5 s and batch by batch, for a consumer that skips an event loses it.
 */
export class Consumer {
  /** undefined before the first load and after a failure. */
  private hand: Hand | undefined;
  private reading: Promise<void> | undefined;
  private awake = false;
  private stopped = false;
  private pauseMs = FIRST_PAUSE_MS;
  private retry: NodeJS.Timeout | undefined;
  /** How many batches may have been in the commit that failed. */
  private suspects = 0;

  constructor(
    private readonly store: EventStore,
    private readonly handler: BatchHandler,
    private readonly log: ConsumerLog,
  ) {}

  wake(): void {
    this.awake = true;
    if (this.stopped || this.retry) return;
    this.reading ??= this.read();
  }

  /** Commits what is in hand and takes nothing more. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    this.hand?.hasten();
    await this.reading;
    await this.hand?.committing;
  }

  private async read(): Promise<void> {
    try {
      while (this.awake && !this.stopped && !this.retry) {
        this.awake = false;
        this.hand ??= await this.load();
        await this.drain(this.hand);
      }
    } catch (error) {
      // A commit that has failed meanwhile has said so already.
      if (!this.retry) this.fail(error);
    } finally {
      // In the same turn as the last look at `awake`, so that no wake-up falls in between.
      this.reading = undefined;
    }
  }

  private async load(): Promise<Hand> {
    // In this order: where another process moves it meanwhile, the commit fails and all is read anew.
    const checkpoint = await this.store.loadCheckpoint(this.handler.consumer);
    await this.handler.load();
    return new Hand(checkpoint);
  }

  /** Until the log ends, or what was read before has failed. */
  private async drain(hand: Hand): Promise<void> {
    while (await this.mayTake(hand)) {
      const { events } = await this.store.readBatch(hand.readTo, this.handler.batchSize);
      if (events.length === 0) return;
      for (let taken = 0; taken < events.length && (await this.mayTake(hand));) {
        const batch = this.handler.handle(events.slice(taken), this.suspects > 0);
        taken += batch.events;
        hand.take(batch, this.store.checkpointBehind(events[taken - 1]!));
        if (this.stopped) batch.hasten();
        hand.committing ??= this.commit(hand);
      }
    }
  }

  /** Waits for room. */
  private async mayTake(hand: Hand): Promise<boolean> {
    await hand.below(this.suspects > 0 ? 1 : this.handler.room);
    return !this.stopped && this.hand === hand;
  }

  private async commit(hand: Hand): Promise<void> {
    try {
      for (let next = hand.next(); next; next = hand.next()) {
        await next.settled;
        if (this.hand !== hand) return;
        const { batches, checkpoint } = hand.settled();
        const statements = batches.flatMap((batch) => batch.statements());
        const { consumer } = this.handler;
        await this.store.commitBatch(consumer, hand.committedTo, checkpoint, statements);
        hand.committed(batches, checkpoint);
        for (const batch of batches) batch.committed();
        this.suspects = Math.max(0, this.suspects - batches.length);
        if (this.suspects === 0) this.pauseMs = FIRST_PAUSE_MS;
      }
    } catch (error) {
      if (this.hand === hand) this.fail(error);
    } finally {
      hand.committing = undefined;
    }
  }

  private fail(error: unknown): void {
    this.log.error(`${this.handler.consumer} failed, trying again in ${this.pauseMs} ms`, error);
    // One more, for what failed may not have come as far as into the hand.
    this.suspects = Math.max(this.suspects, (this.hand?.drop() ?? 0) + 1);
    this.hand = undefined;
    this.pause();
  }

  /** A wake-up meanwhile does not cut it short: under load there is always one. */
  private pause(): void {
    if (this.stopped) return;
    this.retry = setTimeout(() => {
      this.retry = undefined;
      this.wake();
    }, this.pauseMs);
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
  }
}
