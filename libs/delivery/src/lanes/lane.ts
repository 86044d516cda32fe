import type { FirstDelivery } from '../first-attempts/first-delivery';
import { Circuit } from './circuit';
import { Pacer } from './pacer';

/** POSTs to one webhook that may be under way at once (docs/decisions/0016). */
export const MAX_IN_FLIGHT_PER_WEBHOOK = 128;

/** How an attempt ended, as far as the endpoint is concerned: `neutral` says nothing of it. */
export type Verdict = 'success' | 'failure' | 'neutral';

/** What of a webhook's settings concerns its lane. */
export interface LaneSettings {
  readonly disabled: boolean;
  /** POSTs a second; null for no limit. */
  readonly rateLimit: number | null;
}

/** What is known of the POSTs before those of the lane. */
export interface LanePast {
  /** All have failed of late. */
  readonly isDown: boolean;
  /** When another process may have sent the last one, in unix milliseconds; 0 where none can have. */
  readonly lastPostAtMs: number;
}

/** A lane of which no attempt ends for so long stands still. */
const STANDSTILL_MS = 500;

/** What waits for one webhook, and how much of it may go now. */
export class Lane {
  /** Where {@link Lanes} keeps it. */
  place: 'ready' | 'sleeping' | 'out' = 'out';
  /** When something of it may be due, in unix milliseconds; Infinity where nothing is known to wait. */
  dueAtMs = Infinity;
  /** To be attempted before they are in the queue; they go before what is due there. */
  private readonly offered = new Set<FirstDelivery>();
  private paused = false;
  private inFlight = 0;
  /** When an attempt began while there was no other, or the last one ended; in unix milliseconds. */
  private movedAtMs = 0;
  /** As many as may be in flight: after an outage from one upwards, so as not to bring the next. */
  private window = MAX_IN_FLIGHT_PER_WEBHOOK;
  private readonly circuit = new Circuit();
  private readonly pacer: Pacer;

  constructor(
    readonly webhookId: number,
    readonly accountId: number,
    { isDown, lastPostAtMs }: LanePast = { isDown: false, lastPostAtMs: 0 },
  ) {
    if (isDown) this.circuit.open();
    this.pacer = new Pacer(lastPostAtMs);
  }

  /** Whether something is claimed, or about to be. */
  get isBusy(): boolean {
    return this.inFlight > 0;
  }

  get circuitIsOpen(): boolean {
    return this.circuit.isOpen;
  }

  /** Whether forgetting it forgets nothing. */
  isSpent(nowMs: number): boolean {
    return (
      this.dueAtMs === Infinity &&
      this.offered.size === 0 &&
      this.inFlight === 0 &&
      this.circuit.isUntroubled &&
      this.window === MAX_IN_FLIGHT_PER_WEBHOOK &&
      this.pacer.availableAtMs <= nowMs
    );
  }

  /** Whether what is new goes at once, or right behind what does: nothing older waits in the queue. */
  takesOffers(nowMs: number): boolean {
    return (
      !this.paused &&
      !this.circuit.isOpen &&
      this.dueAtMs > nowMs &&
      this.offered.size < this.pacer.available(nowMs) &&
      (this.inFlight === 0 || this.isMoving(nowMs))
    );
  }

  /** Attempts are under way, and end. */
  isMoving(nowMs: number): boolean {
    return this.inFlight > 0 && nowMs - this.movedAtMs < STANDSTILL_MS;
  }

  offer(delivery: FirstDelivery): void {
    this.offered.add(delivery);
  }

  withdraw(delivery: FirstDelivery): void {
    this.offered.delete(delivery);
  }

  /** They are under way from now on. */
  takeOffered(most: number): FirstDelivery[] {
    const taken: FirstDelivery[] = [];
    for (const delivery of this.offered) {
      if (taken.length === most) break;
      this.offered.delete(delivery);
      delivery.isUnderWay = true;
      taken.push(delivery);
    }
    return taken;
  }

  mayBeDue(atMs: number): void {
    this.dueAtMs = Math.min(this.dueAtMs, atMs);
  }

  configure({ disabled, rateLimit }: LaneSettings): void {
    this.paused = disabled;
    this.pacer.setRate(rateLimit);
  }

  /** Of an endpoint that is gone: how it did is of no interest any more. */
  forgive(): void {
    this.circuit.succeeded();
    this.window = MAX_IN_FLIGHT_PER_WEBHOOK;
  }

  /** Has its settings looked up again. */
  unpause(): void {
    this.paused = false;
  }

  /** How many deliveries may go now. */
  room(nowMs: number): number {
    if (this.paused || this.nextAtMs > nowMs) return 0;
    if (this.circuit.isOpen) {
      // Whatever was under way when it opened has ended by the time of the probe, which is alone.
      return this.inFlight === 0 && this.circuit.probeAtMs <= nowMs ? 1 : 0;
    }
    return Math.min(this.window - this.inFlight, this.pacer.available(nowMs));
  }

  /** How many may go by the settings alone. */
  permitted(nowMs: number): number {
    return this.paused ? 0 : this.pacer.available(nowMs);
  }

  /**
   * When there may be room without an attempt ending first, in unix milliseconds. Infinity where
   * nothing waits, or where it takes an attempt's end or other settings.
   */
  opensAtMs(): number {
    if (this.paused) return Infinity;
    if (this.circuit.isOpen) {
      return this.inFlight > 0 ? Infinity : Math.max(this.nextAtMs, this.circuit.probeAtMs);
    }
    if (this.inFlight >= this.window) return Infinity;
    return Math.max(this.nextAtMs, this.pacer.availableAtMs);
  }

  /** Deliveries are about to be taken or claimed: they have their places from now on. */
  reserve(deliveries: number, nowMs: number): void {
    if (this.inFlight === 0) this.movedAtMs = nowMs;
    this.inFlight += deliveries;
    this.dueAtMs = Infinity;
  }

  /**
   * @param reserved by `reserve`
   * @param claimed of those
   * @param nextDueAtMs as of the claim; Infinity where nothing waits
   */
  claimed(reserved: number, claimed: number, nextDueAtMs: number, nowMs: number): void {
    this.inFlight -= reserved - claimed;
    this.mayBeDue(nextDueAtMs);
    this.pacer.spend(claimed, nowMs);
  }

  ended(verdict: Verdict, startedAtMs: number, nowMs: number): void {
    this.inFlight -= 1;
    this.movedAtMs = nowMs;
    if (verdict === 'success') {
      if (this.circuit.isOpen) this.window = 1;
      else if (this.window < MAX_IN_FLIGHT_PER_WEBHOOK) this.window += 1;
      this.circuit.succeeded();
    } else if (verdict === 'failure') {
      this.circuit.failed(startedAtMs, nowMs);
    }
  }

  private get nextAtMs(): number {
    return this.offered.size > 0 ? 0 : this.dueAtMs;
  }
}
