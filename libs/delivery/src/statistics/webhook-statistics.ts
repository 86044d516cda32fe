import type { AttemptCount } from './attempt-count-table';
import { HOUR_MS, hourOf } from './attempt-counts';
import { percentile } from './duration-buckets';

const HOURS = 24;

export interface HourOfAttempts {
  /** Its start, in unix milliseconds. */
  readonly atMs: number;
  readonly succeeded: number;
  readonly failed: number;
}

/** What became of the attempts of the last hours, the one that is under way included. */
export interface AttemptStatistics {
  readonly attempts: number;
  /** From 0 to 1; null without attempts. */
  readonly successRate: number | null;
  /** In milliseconds, within 10 %; null without attempts. */
  readonly durationMs: { readonly p50: number | null; readonly p99: number | null };
  /** Oldest first. */
  readonly hours: readonly HourOfAttempts[];
}

/** The starts of the hours that statistics are of, oldest first, in unix milliseconds. */
export function hoursUntil(nowMs: number): number[] {
  const last = hourOf(nowMs);
  return Array.from({ length: HOURS }, (_, n) => last - (HOURS - 1 - n) * HOUR_MS);
}

/** @param hoursMs which `counts` is of */
export function summarize(
  counts: readonly AttemptCount[],
  hoursMs: readonly number[],
): AttemptStatistics {
  const hours = new Map(hoursMs.map((atMs) => [atMs, { atMs, succeeded: 0, failed: 0 }]));
  const durations = new Map<number, number>();
  for (const { hourMs, outcome, durationBucket, count } of counts) {
    hours.get(hourMs)![outcome] += count;
    durations.set(durationBucket, (durations.get(durationBucket) ?? 0) + count);
  }
  const all = [...hours.values()];
  const succeeded = all.reduce((sum, hour) => sum + hour.succeeded, 0);
  const attempts = all.reduce((sum, hour) => sum + hour.failed, succeeded);
  return {
    attempts,
    successRate: attempts === 0 ? null : succeeded / attempts,
    durationMs: { p50: percentile(durations, 0.5), p99: percentile(durations, 0.99) },
    hours: all,
  };
}
