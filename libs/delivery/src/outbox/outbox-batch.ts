import type { BatchInHand, Statement, StoredEvent } from '@app/event-store';
import {
  type DeliveryQueue,
  LEASE_MS,
  type NewDelivery,
  type Outcome,
} from '../queue/delivery-queue';
import type { FirstAttempts } from '../first-attempts/first-attempts';
import { FirstDelivery, type FirstDeliveryHolder } from '../first-attempts/first-delivery';
import { Hold } from './hold';

/** What comes of a batch of the log: statements, rows, and the deliveries that are attempted first. */
export class OutboxBatch implements BatchInHand, FirstDeliveryHolder {
  events = 0;
  weight = 1;
  private readonly held = new Hold(() => this.isAboutToBegin());
  private readonly changes: Statement[] = [];
  private readonly turnsOf = new Set<number>();
  private readonly rows: NewDelivery[] = [];
  private readonly firsts: FirstDelivery[] = [];
  private readonly outcomes: Outcome[] = [];
  private underWay: readonly FirstDelivery[] = [];
  /** Whether somebody waits for what it writes. */
  private urgent = false;
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
    this.onRecord = new Promise((resolve) => (this.tellRecord = resolve));
  }

  get isSettled(): boolean {
    return this.held.isOver;
  }

  get settled(): Promise<void> {
    return this.held.over;
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
    if (this.urgent || this.firsts.length === 0) this.hasten();
    else this.held.begin(this.firsts.length);
    if (this.firsts.length > 0) this.firstAttempts.proceed();
  }

  take(outcome: Outcome): boolean {
    if (this.closed) return false;
    this.outcomes.push(outcome);
    this.held.attemptEnded();
    return true;
  }

  record(): Promise<boolean> {
    this.hasten();
    return this.onRecord;
  }

  needRoom(): void {
    this.held.needRoom();
  }

  hasten(): void {
    this.held.end();
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

  /** Whether something has not begun, and all of that is behind attempts that go on. */
  private isAboutToBegin(): boolean {
    const waiting = this.firsts.filter((first) => !first.isUnderWay);
    return (
      waiting.length > 0 && waiting.every(({ webhookId }) => this.firstAttempts.isMoving(webhookId))
    );
  }
}
