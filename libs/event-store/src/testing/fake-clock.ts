import { Clock } from '../clock';

/** A clock that stands still until told otherwise. */
export class FakeClock extends Clock {
  /** @param currentMs Unix milliseconds */
  constructor(private currentMs: number = Date.UTC(2026, 0, 1)) {
    super();
  }

  override nowMs(): number {
    return this.currentMs;
  }

  /** @param nowMs Unix milliseconds */
  set(nowMs: number): void {
    this.currentMs = nowMs;
  }

  advance(ms: number): void {
    this.currentMs += ms;
  }
}
