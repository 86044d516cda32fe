import { HOUR_MS } from './attempt-counts';
import { bucketOf } from './duration-buckets';
import { hoursUntil, summarize } from './webhook-statistics';

const NOON_MS = Date.UTC(2026, 0, 1, 12);
const HOURS = hoursUntil(NOON_MS + HOUR_MS / 2);

describe('The hours that statistics are of', () => {
  it('are 24, the last of them the one that is under way', () => {
    expect(HOURS).toHaveLength(24);
    expect(HOURS[0]).toBe(NOON_MS - 23 * HOUR_MS);
    expect(HOURS.at(-1)).toBe(NOON_MS);
  });

  it('begin anew with each hour', () => {
    expect(hoursUntil(NOON_MS).at(-1)).toBe(NOON_MS);
    expect(hoursUntil(NOON_MS - 1).at(-1)).toBe(NOON_MS - HOUR_MS);
  });
});

describe('Statistics', () => {
  it('are of nothing where there were no attempts', () => {
    expect(summarize([], HOURS)).toEqual({
      attempts: 0,
      successRate: null,
      durationMs: { p50: null, p99: null },
      hours: HOURS.map((atMs) => ({ atMs, succeeded: 0, failed: 0 })),
    });
  });

  it('add up what was counted, by the hour and in all', () => {
    const { attempts, successRate, durationMs, hours } = summarize(
      [
        { hourMs: HOURS[3]!, outcome: 'failed', durationBucket: bucketOf(1_000), count: 2 },
        { hourMs: HOURS[3]!, outcome: 'succeeded', durationBucket: bucketOf(1_000), count: 1 },
        { hourMs: HOURS[3]!, outcome: 'succeeded', durationBucket: bucketOf(10), count: 3 },
        { hourMs: NOON_MS, outcome: 'succeeded', durationBucket: bucketOf(10), count: 94 },
      ],
      HOURS,
    );

    expect({ attempts, successRate }).toEqual({ attempts: 100, successRate: 0.98 });
    expect(durationMs.p50! / 10).toBeCloseTo(1, 0);
    expect(durationMs.p99! / 1_000).toBeCloseTo(1, 0);
    expect(hours[3]).toEqual({ atMs: HOURS[3], succeeded: 4, failed: 2 });
    expect(hours[23]).toEqual({ atMs: NOON_MS, succeeded: 94, failed: 0 });
  });
});
