/** 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h: ten attempts in a little over three days. */
export const DEFAULT_RETRY_DELAYS_SECONDS: readonly number[] = [
  5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
];

/** Spreads what failed together, so that it does not come back together. */
const JITTER = 0.15;

/** When a failed delivery is attempted again. */
export class RetrySchedule {
  constructor(
    private readonly delaysSeconds: readonly number[] = DEFAULT_RETRY_DELAYS_SECONDS,
    /** 0 to 1. */
    private readonly random: () => number = Math.random,
  ) {}

  /**
   * @param failures how many attempts have failed, 1 for the first
   * @param failedAtMs unix milliseconds
   * @returns unix milliseconds, the delay ±15%; undefined once the attempts are used up
   */
  nextAttemptAtMs(failures: number, failedAtMs: number): number | undefined {
    const delaySeconds = this.delaysSeconds[failures - 1];
    if (delaySeconds === undefined) return undefined;
    const spread = 1 + JITTER * (2 * this.random() - 1);
    return Math.round(failedAtMs + delaySeconds * 1_000 * spread);
  }
}
