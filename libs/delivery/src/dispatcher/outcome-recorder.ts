import { Logger } from '@nestjs/common';
import type { DeliveryQueue, Outcome } from '../queue/delivery-queue';

/** Long enough for outcomes to share a commit, short against the POST they come from. */
const MAX_DELAY_MS = 10;
const MAX_BATCH = 256;

/**
 * Writes outcomes in batches. An outcome that could not be written is not lost: its lease runs out
 * and the delivery is made again, under the same webhook-id.
 */
export class OutcomeRecorder {
  private readonly logger = new Logger(OutcomeRecorder.name);
  private waiting: Outcome[] = [];
  private timer: NodeJS.Timeout | undefined;
  private soon: NodeJS.Immediate | undefined;
  private readonly writing = new Set<Promise<void>>();

  constructor(
    private readonly queue: DeliveryQueue,
    /** Called with what is on record from now on. */
    private readonly written: (outcomes: readonly Outcome[]) => void,
  ) {}

  record(outcome: Outcome): void {
    this.waiting.push(outcome);
    if (this.waiting.length >= MAX_BATCH) this.write();
    // The next of its conversation waits for it.
    else if (outcome.delivery.ordered) this.soon ??= setImmediate(() => this.write());
    else this.timer ??= setTimeout(() => this.write(), MAX_DELAY_MS);
  }

  /** Hands over what waits, to share the commit of whatever else is written in this turn. */
  write(): void {
    clearTimeout(this.timer);
    clearImmediate(this.soon);
    this.timer = undefined;
    this.soon = undefined;
    if (this.waiting.length === 0) return;
    const outcomes = this.waiting;
    this.waiting = [];
    const writing = this.queue
      .complete(outcomes)
      .then(() => this.written(outcomes))
      .catch((error: unknown) => this.logger.error({ err: error, outcomes: outcomes.length }))
      .finally(() => this.writing.delete(writing));
    this.writing.add(writing);
  }

  /** Resolves when all that was recorded is written. */
  async flush(): Promise<void> {
    this.write();
    await Promise.all(this.writing);
  }
}
