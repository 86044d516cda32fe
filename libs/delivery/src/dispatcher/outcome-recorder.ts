import { setTimeout as sleep } from 'node:timers/promises';
import { isUnreachable } from '@app/event-store';
import { Logger } from '@nestjs/common';
import type { DeliveryQueue, Outcome } from '../queue/delivery-queue';

/** Long enough for outcomes to share a commit, short against the POST they come from. */
const MAX_DELAY_MS = 10;
const MAX_BATCH = 256;

/** A database that is being restarted is there again within these, and before the leases run out. */
const RETRY_AFTER_MS = 500;
const MAX_TRIES = 60;

/**
 * Writes outcomes in batches, and again where the database could not be reached: whatever was on
 * record by then does not count twice. An outcome that could not be written is not lost: its lease
 * runs out and the delivery is made again, under the same webhook-id.
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
    const writing = this.complete(outcomes).finally(() => this.writing.delete(writing));
    this.writing.add(writing);
  }

  /** Resolves when all that was recorded is written, or could not be. */
  async flush(): Promise<void> {
    this.write();
    await Promise.all(this.writing);
  }

  private async complete(outcomes: readonly Outcome[]): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await this.queue.complete(outcomes);
        this.written(outcomes);
        return;
      } catch (error) {
        if (!isUnreachable(error) || tries === MAX_TRIES) {
          this.logger.error({ err: error, outcomes: outcomes.length });
          return;
        }
      }
      await sleep(RETRY_AFTER_MS, undefined, { ref: false });
    }
  }
}
