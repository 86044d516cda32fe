import type { Measurement } from './row';
import { median, percentile, ratesOf, summarize } from './statistics';

/** A second of work. */
const second = (operations: number, cpuMicros = 1_000_000): Measurement => ({
  operations,
  elapsedMs: 1_000,
  cpuMicros,
});

describe('median', () => {
  it('is the middle one of an odd number of values, in whatever order they come', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([7])).toBe(7);
  });

  it('lies halfway between the two in the middle of an even number', () => {
    expect(median([10, 1, 2, 4])).toBe(3);
  });

  it('compares numbers as numbers', () => {
    expect(median([100, 9, 20])).toBe(20);
  });

  it('does not exist for no values', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('percentile', () => {
  it('is the least value that so many per cent are no greater than', () => {
    const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
    expect(percentile(hundred, 50)).toBe(50);
    expect(percentile(hundred, 99)).toBe(99);
    expect(percentile([3, 1, 2], 99)).toBe(3);
    expect(percentile([7], 1)).toBe(7);
  });

  it('does not exist for no values', () => {
    expect(() => percentile([], 50)).toThrow(RangeError);
  });
});

describe('ratesOf', () => {
  it('counts operations by the second and CPU by the operation', () => {
    expect(ratesOf({ operations: 500, elapsedMs: 250, cpuMicros: 100_000 })).toEqual({
      opsPerSecond: 2_000,
      cpuMicrosPerOp: 200,
    });
  });
});

describe('summarize', () => {
  it('takes the ratio round by round, so that a slow moment of the machine cancels out', () => {
    const rounds = [
      { ours: second(500), bare: second(1_000) },
      { ours: second(50), bare: second(100) },
      { ours: second(600), bare: second(1_200) },
    ];
    expect(summarize(rounds)).toMatchObject({ ratio: 0.5, lowestRatio: 0.5, highestRatio: 0.5 });
  });

  it('is not moved by one disturbed round, and tells its ratio', () => {
    const rounds = [
      { ours: second(400, 80_000), bare: second(1_000, 50_000) },
      { ours: second(10, 50_000), bare: second(1_000, 50_000) },
      { ours: second(500, 100_000), bare: second(1_000, 60_000) },
    ];
    expect(summarize(rounds)).toEqual({
      ours: { opsPerSecond: 400, cpuMicrosPerOp: 200 },
      bare: { opsPerSecond: 1_000, cpuMicrosPerOp: 50 },
      ratio: 0.4,
      lowestRatio: 0.01,
      highestRatio: 0.5,
    });
  });
});
