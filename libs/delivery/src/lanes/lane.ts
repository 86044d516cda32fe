import { Circuit } from './circuit';
import { Pacer } from './pacer';

/** POSTs to one webhook that may be under way at once (docs/decisions/0016). */
export const MAX_IN_FLIGHT_PER_WEBHOOK = 64;

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

/** What waits for one webhook, and how much of it may go now. */
export class Lane {
  /** Where {@link Lanes} keeps it. */
  place: 'ready' | 'sleeping' | 'out' = 'out';
  /** When something of it may be due, in unix milliseconds; Infinity where nothing is known to wait. */
  dueAtMs = Infinity;
  private paused = false;
  private inFlight = 0;
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
      this.inFlight === 0 &&
      !this.circuit.isOpen &&
      this.window === MAX_IN_FLIGHT_PER_WEBHOOK &&
      this.pacer.availableAtMs <= nowMs
    );
  }

  mayBeDue(atMs: number): void {
    this.dueAtMs = Math.min(this.dueAtMs, atMs);
  }

  configure({ disabled, rateLimit }: LaneSettings): void {
    this.paused = disabled;
    this.pacer.setRate(rateLimit);
  }

  /** Has its settings looked up again. */
  unpause(): void {
    this.paused = false;
  }

  /** How many deliveries may go now. */
  room(nowMs: number): number {
    if (this.paused || this.dueAtMs > nowMs) return 0;
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
      return this.inFlight > 0 ? Infinity : Math.max(this.dueAtMs, this.circuit.probeAtMs);
    }
    if (this.inFlight >= this.window) return Infinity;
    return Math.max(this.dueAtMs, this.pacer.availableAtMs);
  }

  /** Deliveries are about to be claimed: they have their places from now on. */
  reserve(deliveries: number): void {
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
    if (verdict === 'success') {
      if (this.circuit.isOpen) this.window = 1;
      else if (this.window < MAX_IN_FLIGHT_PER_WEBHOOK) this.window += 1;
      this.circuit.succeeded();
    } else if (verdict === 'failure') {
      this.circuit.failed(startedAtMs, nowMs);
    }
  }
}
