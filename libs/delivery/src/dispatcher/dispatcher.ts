import { Clock } from '@app/event-store';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { type ClaimedDelivery, DeliveryQueue, type Outcome } from '../queue/delivery-queue';
import { Sender } from '../sender/sender';
import { Attempts } from './attempts';
import { OutcomeRecorder } from './outcome-recorder';

/** How many POSTs are under way at once, each on a connection of its own: none waits for one. */
export const MAX_IN_FLIGHT = 128;
/** Fewer free places than this are not worth a claim of their own while others are under way. */
const MIN_CLAIM = 64;
/** What is claimed is sent at once, so that a claim stands for one POST and its bookkeeping. */
const LEASE_MS = 60_000;
/** How long a shutdown waits for POSTs under way; then they are cut, and made again later. */
const SHUTDOWN_GRACE_MS = 7_000;
/** A due delivery is found by the schedule's wake-ups anyway; this bounds the sleep of a timer. */
const MAX_SLEEP_MS = 60_000;

/**
 * Claims due deliveries and POSTs them.
 *
 * States of the loop: *pumping* while it claims and sends what is due; *full* while too many POSTs
 * are under way for a claim to be worth it, until enough of them have ended; *idle* once a claim
 * got less than it had room for, until `wake()` or the timer of the next due delivery; *stopped*
 * for good. `awake` says that something may be due, whether or not there is room for it.
 */
@Injectable()
export class Dispatcher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Dispatcher.name);
  private readonly outcomes: OutcomeRecorder;
  private inFlight = 0;
  private allEnded: (() => void) | undefined;
  private pumping: Promise<void> | undefined;
  private awake = false;
  private stopped = false;
  private nextDue: NodeJS.Timeout | undefined;

  constructor(
    private readonly queue: DeliveryQueue,
    private readonly attempts: Attempts,
    private readonly sender: Sender,
    private readonly clock: Clock,
  ) {
    this.outcomes = new OutcomeRecorder(queue);
  }

  async onApplicationBootstrap(): Promise<void> {
    const released = await this.queue.releaseClaims(this.clock.nowMs());
    if (released > 0)
      this.logger.log(`Deliveries that were cut off and are taken over: ${released}`);
    this.wake();
  }

  wake(): void {
    this.awake = true;
    if (this.stopped || this.pumping || !this.hasRoom()) return;
    this.pumping = this.pump().finally(() => {
      this.pumping = undefined;
      if (this.awake) this.wake();
    });
  }

  /** Claims nothing more, waits for what is under way and cuts what takes longer than the grace. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.nextDue);
    await this.pumping;
    const grace = setTimeout(() => this.sender.abortAll(), SHUTDOWN_GRACE_MS);
    await new Promise<void>((resolve) => {
      if (this.inFlight === 0) resolve();
      else this.allEnded = resolve;
    });
    clearTimeout(grace);
    await this.outcomes.flush();
    await this.sender.close();
  }

  private hasRoom(): boolean {
    return this.inFlight === 0 || MAX_IN_FLIGHT - this.inFlight >= MIN_CLAIM;
  }

  private async pump(): Promise<void> {
    try {
      while (this.awake && !this.stopped && this.hasRoom()) {
        const limit = MAX_IN_FLIGHT - this.inFlight;
        this.awake = false;
        this.outcomes.write();
        const claimed = await this.queue.claim(limit, this.clock.nowMs(), LEASE_MS);
        // What did not fit is due as well: as soon as there is room, without another wake-up.
        if (claimed.length === limit) this.awake = true;
        if (claimed.length > 0) await this.sendAll(claimed);
      }
      if (!this.awake) await this.sleepUntilDue();
    } catch (error) {
      // What was claimed comes back when its lease ends, and the schedule wakes the loop again.
      this.logger.error(error);
    }
  }

  private async sleepUntilDue(): Promise<void> {
    const dueAtMs = await this.queue.nextDueAtMs();
    clearTimeout(this.nextDue);
    if (dueAtMs === undefined || this.stopped) return;
    const sleepMs = Math.min(Math.max(dueAtMs - this.clock.nowMs(), 1), MAX_SLEEP_MS);
    this.nextDue = setTimeout(() => this.wake(), sleepMs);
  }

  private async sendAll(claimed: readonly ClaimedDelivery[]): Promise<void> {
    for (const attempt of await this.attempts.start(claimed)) {
      this.inFlight += 1;
      void attempt.then((outcome) => this.ended(outcome));
    }
  }

  private ended(outcome: Outcome): void {
    this.outcomes.record(outcome);
    this.inFlight -= 1;
    if (this.inFlight === 0) this.allEnded?.();
    if (this.awake) this.wake();
  }
}
