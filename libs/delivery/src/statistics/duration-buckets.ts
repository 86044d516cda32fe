/** How much longer the longest duration of a bucket is than its shortest. */
const RATIO = 1.2;
const LOG_RATIO = Math.log(RATIO);
/** What is shorter counts as this. */
const SHORTEST_MS = 0.1;

/**
 * Durations are counted by buckets that grow with them, so that a few dozen take all there are. A
 * duration read from its bucket is off by less than 10 % either way: by the square root of the ratio.
 */
export function bucketOf(durationMs: number): number {
  return Math.floor(Math.log(Math.max(durationMs, SHORTEST_MS)) / LOG_RATIO);
}

/** The middle of a bucket, in milliseconds. */
function durationOf(bucket: number): number {
  return Number((RATIO ** (bucket + 0.5)).toPrecision(4));
}

/**
 * The duration, in milliseconds, that the given share of all durations do not exceed; null where there
 * are none.
 * @param counts how many durations each bucket has
 * @param share above 0, to 1
 */
export function percentile(counts: ReadonlyMap<number, number>, share: number): number | null {
  const buckets = [...counts].toSorted(([one], [other]) => one - other);
  const total = buckets.reduce((sum, [, count]) => sum + count, 0);
  let left = Math.ceil(share * total);
  for (const [bucket, count] of buckets) {
    left -= count;
    if (left <= 0 && count > 0) return durationOf(bucket);
  }
  return null;
}
