import type { StoredEvent } from '../event';
import type { Checkpoint, EventStore } from '../event-store';
import type { Statement } from '../statement';

/** Turns the log into rows, batch by batch. */
export interface BatchHandler {
  /** Names the checkpoint. */
  readonly consumer: string;
  readonly batchSize: number;
  /** Called before the first batch and after a failure: forget what memory holds, read it anew. */
  load(): Promise<void>;
  /** What a batch amounts to; committed together with the checkpoint behind it. */
  handle(events: readonly StoredEvent[]): readonly Statement[];
  /** Called after each commit. */
  committed?(): void;
}

export interface ConsumerLog {
  error(message: string, error: unknown): void;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Reads the log in order, one batch at a time. `wake()` has it look for new events; a wake-up
 * during a batch is remembered, so none is missed. A batch that fails is tried again, after
 * pauses that double from 100 ms to 5 s, for a consumer that skips an event loses it.
 */
export class Consumer {
  private checkpoint: Checkpoint | undefined;
  private running: Promise<void> | undefined;
  private awake = false;
  private stopped = false;
  private pauseMs = FIRST_PAUSE_MS;
  private retry: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly handler: BatchHandler,
    private readonly log: ConsumerLog,
  ) {}

  wake(): void {
    this.awake = true;
    if (this.stopped || this.retry) return;
    this.running ??= this.run();
  }

  /** Finishes the batch in hand and takes no other. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    await this.running;
  }

  private async run(): Promise<void> {
    try {
      while (this.awake && !this.stopped) {
        this.awake = false;
        await this.drain();
        this.pauseMs = FIRST_PAUSE_MS;
      }
    } catch (error) {
      this.checkpoint = undefined;
      this.log.error(`${this.handler.consumer} failed, trying again in ${this.pauseMs} ms`, error);
      this.pause();
    } finally {
      // In the same turn as the last look at `awake`, so that no wake-up falls in between.
      this.running = undefined;
    }
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

  private async drain(): Promise<void> {
    const { consumer, batchSize } = this.handler;
    if (this.checkpoint === undefined) {
      // In this order: where another process moves it meanwhile, the commit fails and all is read anew.
      const checkpoint = await this.store.loadCheckpoint(consumer);
      await this.handler.load();
      this.checkpoint = checkpoint;
    }
    while (!this.stopped) {
      const batch = await this.store.readBatch(this.checkpoint, batchSize);
      if (batch.events.length === 0) return;
      const statements = this.handler.handle(batch.events);
      await this.store.commitBatch(consumer, this.checkpoint, batch.checkpoint, statements);
      this.checkpoint = batch.checkpoint;
      this.handler.committed?.();
    }
  }
}
