const DAY_MS = 24 * 60 * 60 * 1_000;

/** How long attempts stay on record. Deliveries stay: what is missing at a webhook is told by them. */
export class AttemptRetention {
  /** @param days 1 or more */
  constructor(private readonly days: number) {}

  /** What began before is to be deleted; in unix milliseconds. */
  beginsAtMs(nowMs: number): number {
    return nowMs - this.days * DAY_MS;
  }
}
