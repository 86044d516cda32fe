import type { BatchInHand, Statement, StoredEvent } from '@app/event-store';
import {
  type DeliveryQueue,
  LEASE_MS,
  type NewDelivery,
  type Outcome,
} from '../queue/delivery-queue';
import type { FirstAttempts } from '../first-attempts/first-attempts';
import { FirstDelivery, type FirstDeliveryHolder } from '../first-attempts/first-delivery';

/** An attempt that takes longer than this becomes a claimed row, as any other is. */
const HOLD_MS = 250;
/** What has not begun is waited for once more, where its webhook's attempts go on … */
const HOLD_AGAIN_MS = 100;
/** … but no longer than this in all. */
const LONGEST_HOLD_MS = 2_000;
/** Where room is needed and all but this share of the attempts have ended, what is left … */
const FEW = 1 / 8;
/** … keeps the others from being on record for no longer than this. */
const HOLD_FOR_FEW_MS = 5;

/** What comes of a batch of the log: statements, rows, and the deliveries that are attempted first. */
export class OutboxBatch implements BatchInHand, FirstDeliveryHolder {
  events = 0;
  weight = 1;
  isSettled = false;
  readonly settled: Promise<void>;
  private settle!: () => void;
  private readonly startedAtMs = performance.now();
  private timer: NodeJS.Timeout | undefined;
  private readonly changes: Statement[] = [];
  private readonly turnsOf = new Set<number>();
  private readonly rows: NewDelivery[] = [];
  private readonly firsts: FirstDelivery[] = [];
  private readonly outcomes: Outcome[] = [];
  private underWay: readonly FirstDelivery[] = [];
  /** Whether somebody waits for what it writes. */
  private urgent = false;
  /** Whether something more waits to be read. */
  private roomNeeded = false;
  /** Whether only few of its attempts had not ended by then. */
  private few = false;
  private closed = false;
  private readonly onRecord: Promise<boolean>;
  private tellRecord!: (written: boolean) => void;

  constructor(
    private readonly queue: DeliveryQueue,
    private readonly firstAttempts: FirstAttempts,
    private readonly nowMs: number,
    /** @param enqueued what others may take up from now on */
    private readonly written: (enqueued: readonly NewDelivery[]) => void,
  ) {
    this.settled = new Promise((resolve) => (this.settle = resolve));
    this.onRecord = new Promise((resolve) => (this.tellRecord = resolve));
  }

  /** How many deliveries it has. */
  get size(): number {
    return this.rows.length + this.firsts.length;
  }

  change(statements: readonly Statement[]): void {
    this.changes.push(...statements);
  }

  /** Changes what waits for a webhook: nothing may give or take its turns meanwhile. */
  changeQueue(webhookId: number, statements: readonly Statement[]): void {
    this.change(statements);
    this.turnsOf.add(webhookId);
    this.urgent = true;
  }

  /** @param cautious whether it has to be a row before anything else */
  add(delivery: NewDelivery, event: StoredEvent, cautious: boolean): void {
    const { webhookId, accountId, ordered } = delivery;
    if (ordered) this.turnsOf.add(webhookId);
    const where = ordered ? 'elsewhere' : this.firstAttempts.accepts(webhookId, accountId);
    if (where === 'here' && !cautious) {
      const first = new FirstDelivery(delivery, event, this);
      this.firsts.push(first);
      this.firstAttempts.offer(first);
    } else {
      this.rows.push(delivery);
      this.urgent ||= where === 'elsewhere';
    }
  }

  /** @param events that it is of */
  complete(events: number): void {
    this.events = events;
    this.weight = Math.max(1, this.size);
    if (this.firsts.length > 0) this.firstAttempts.proceed();
    if (this.urgent || this.firsts.length === 0) this.hasten();
    else this.hold(HOLD_MS);
  }

  take(outcome: Outcome): boolean {
    if (this.closed) return false;
    this.outcomes.push(outcome);
    const left = this.firsts.length - this.outcomes.length;
    if (left === 0) this.hasten();
    else this.holdForFew(left);
    return true;
  }

  record(): Promise<boolean> {
    this.hasten();
    return this.onRecord;
  }

  needRoom(): void {
    this.roomNeeded = true;
    this.holdForFew(this.firsts.length - this.outcomes.length);
  }

  hasten(): void {
    clearTimeout(this.timer);
    this.isSettled = true;
    this.settle();
  }

  statements(): readonly Statement[] {
    this.closed = true;
    const ended = new Set(this.outcomes.map(({ delivery }) => delivery));
    const open = this.firsts.filter((first) => !ended.has(first));
    this.underWay = open.filter((first) => first.isUnderWay);
    for (const first of open) {
      if (first.isUnderWay) continue;
      this.firstAttempts.withdraw(first);
      this.rows.push(first.row);
    }
    return [
      ...this.queue.lockTurns([...this.turnsOf]),
      ...this.changes,
      ...this.queue.enqueue(this.rows, this.nowMs),
      ...this.queue.enqueueClaimed(this.underWay, this.nowMs, this.nowMs + LEASE_MS),
      ...this.queue.enqueueEnded(this.outcomes, this.nowMs),
    ];
  }

  committed(): void {
    this.written(this.rows);
    if (this.outcomes.length > 0) this.firstAttempts.recorded(this.outcomes);
    void this.identify().then(this.tellRecord, () => this.tellRecord(false));
  }

  dropped(): void {
    this.closed = true;
    for (const first of this.firsts) this.firstAttempts.withdraw(first);
    this.hasten();
    this.tellRecord(false);
  }

  /** Those under way go on as what they are now: claimed rows. */
  private async identify(): Promise<boolean> {
    if (this.underWay.length > 0) {
      const ids = await this.queue.idsOf(this.underWay);
      for (const [index, first] of this.underWay.entries()) first.id = ids[index]!;
    }
    return true;
  }

  private holdForFew(left: number): void {
    if (!this.roomNeeded || this.few || this.isSettled || left > this.firsts.length * FEW) return;
    this.few = true;
    this.wait(HOLD_FOR_FEW_MS, () => this.hasten());
  }

  private hold(delayMs: number): void {
    this.wait(delayMs, () => this.lookAgain());
  }

  private wait(delayMs: number, act: () => void): void {
    clearTimeout(this.timer);
    // After a stall, timers run before the responses are read that came in time.
    this.timer = setTimeout(() => setImmediate(act), delayMs);
  }

  private lookAgain(): void {
    if (this.isSettled || this.few) return;
    const waiting = this.firsts.filter((first) => !first.isUnderWay);
    const hopeful =
      waiting.length > 0 &&
      performance.now() - this.startedAtMs < LONGEST_HOLD_MS &&
      waiting.every(({ webhookId }) => this.firstAttempts.isMoving(webhookId));
    if (hopeful) this.hold(HOLD_AGAIN_MS);
    else this.hasten();
  }
}
