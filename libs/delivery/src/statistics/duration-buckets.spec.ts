import { bucketOf, percentile } from './duration-buckets';

const countsOf = (durations: readonly number[]): Map<number, number> => {
  const counts = new Map<number, number>();
  for (const duration of durations) {
    counts.set(bucketOf(duration), (counts.get(bucketOf(duration)) ?? 0) + 1);
  }
  return counts;
};

describe('Percentiles read from buckets', () => {
  const durations = Array.from({ length: 4_000 }, (_, n) => 0.1 * 1.0035 ** n);

  it.each([0.01, 0.25, 0.5, 0.9, 0.99, 1])('are within 10 %% of the exact one: %f', (share) => {
    const exact = durations[Math.ceil(share * durations.length) - 1]!;

    const read = percentile(countsOf(durations), share)!;

    expect(Math.abs(read / exact - 1)).toBeLessThan(0.1);
  });

  it('are within 10 % of any duration that is alone', () => {
    for (const duration of durations) {
      const read = percentile(countsOf([duration]), 0.5)!;
      expect(Math.abs(read / duration - 1)).toBeLessThan(0.1);
    }
  });

  it('need fewer than a hundred buckets for all that a POST can take', () => {
    expect(countsOf(durations).size).toBeLessThan(100);
    expect(durations.at(-1)).toBeGreaterThan(60_000);
  });

  it('are of the shortest for half of two, and of the longest for more', () => {
    const counts = countsOf([1, 1_000]);

    expect(percentile(counts, 0.5)).toBeLessThan(2);
    expect(percentile(counts, 0.51)).toBeGreaterThan(900);
  });

  it('take what took no time as the shortest there is', () => {
    expect(bucketOf(0)).toBe(bucketOf(0.1));
  });

  it('are none of nothing', () => {
    expect(percentile(new Map(), 0.5)).toBeNull();
  });
});
