/** How far a POST may come before its time: the precision of a timer, so that pace is kept on average. */
const TOLERANCE_MS = 5;

/**
 * A rate without bursts: each POST has a time of its own, 1/rate after the one before, and what was
 * not used is not saved up (the generic cell rate algorithm, ITU-T I.371, with next to no tolerance).
 */
export class Pacer {
  private intervalMs = 0;
  private nextAtMs = 0;

  /** @param lastAtMs when somebody else may have sent the last one, in unix milliseconds */
  constructor(private readonly lastAtMs = 0) {}

  /** @param perSecond null for no limit */
  setRate(perSecond: number | null): void {
    if (perSecond === null) {
      this.intervalMs = 0;
      return;
    }
    this.intervalMs = 1_000 / perSecond;
    this.nextAtMs = Math.max(this.nextAtMs, this.lastAtMs + this.intervalMs);
  }

  /** How many POSTs may go now. */
  available(nowMs: number): number {
    if (this.intervalMs === 0) return Infinity;
    const earlyMs = nowMs + TOLERANCE_MS - Math.max(this.nextAtMs, nowMs);
    return earlyMs < 0 ? 0 : Math.floor(earlyMs / this.intervalMs) + 1;
  }

  /** When the next may go, in unix milliseconds. */
  get availableAtMs(): number {
    return this.intervalMs === 0 ? 0 : Math.ceil(this.nextAtMs - TOLERANCE_MS);
  }

  spend(posts: number, nowMs: number): void {
    if (this.intervalMs > 0)
      this.nextAtMs = Math.max(this.nextAtMs, nowMs) + posts * this.intervalMs;
  }
}
