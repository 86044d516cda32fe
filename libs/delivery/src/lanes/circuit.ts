/** So many failures in a row open it. */
export const FAILURES_TO_OPEN = 5;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

/**
 * Keeps POSTs from an endpoint that fails all of them. *Closed* lets everything through; *open*
 * nothing until its pause is over, and then one probe. A probe that fails doubles the pause, from
 * 5 s to 5 min; any success closes the circuit.
 */
export class Circuit {
  private failuresInARow = 0;
  private pauseMs = 0;
  private opensAgainAtMs = 0;

  /** As after an outage that may be over: with a probe first, at once. */
  open(): void {
    this.pauseMs = FIRST_PAUSE_MS;
  }

  get isOpen(): boolean {
    return this.pauseMs > 0;
  }

  /** Whether one made anew would do the same: nothing has failed since the last success. */
  get isUntroubled(): boolean {
    return this.failuresInARow === 0 && !this.isOpen;
  }

  /** When the next probe may go, in unix milliseconds; 0 while the circuit is closed. */
  get probeAtMs(): number {
    return this.opensAgainAtMs;
  }

  succeeded(): void {
    this.failuresInARow = 0;
    this.pauseMs = 0;
    this.opensAgainAtMs = 0;
  }

  /** @param startedAtMs of the attempt: one that was under way when the circuit opened is no probe */
  failed(startedAtMs: number, nowMs: number): void {
    this.failuresInARow += 1;
    if (this.isOpen) {
      if (startedAtMs >= this.opensAgainAtMs) this.pause(this.pauseMs * 2, nowMs);
    } else if (this.failuresInARow >= FAILURES_TO_OPEN) {
      this.pause(FIRST_PAUSE_MS, nowMs);
    }
  }

  private pause(pauseMs: number, nowMs: number): void {
    this.pauseMs = Math.min(pauseMs, LONGEST_PAUSE_MS);
    this.opensAgainAtMs = nowMs + this.pauseMs;
  }
}
