import type { Reading } from './row';
import { median, meets, percentile, rateOf, summarize, total } from './statistics';

const reading = (value: number, cpuMicrosPerOp?: number): Reading =>
  cpuMicrosPerOp === undefined ? { value } : { value, cpuMicrosPerOp };

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
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  it('is the least value that so many in a hundred do not exceed', () => {
    expect(percentile(hundred, 50)).toBe(50);
    expect(percentile(hundred, 99)).toBe(99);
    expect(percentile(hundred, 100)).toBe(100);
  });

  it('is one of the values, where there are few the greatest', () => {
    expect(percentile([3, 1, 2], 99)).toBe(3);
    expect(percentile([3, 1, 2], 50)).toBe(2);
    expect(percentile([3, 1, 2], 0)).toBe(1);
  });

  it('does not exist for no values', () => {
    expect(() => percentile([], 50)).toThrow(RangeError);
  });
});

describe('rateOf', () => {
  it('counts operations by the second and CPU by the operation', () => {
    expect(rateOf({ operations: 500, elapsedMs: 250, cpuMicros: 100_000 })).toEqual({
      value: 2_000,
      cpuMicrosPerOp: 200,
    });
  });
});

describe('total', () => {
  it('is the work and the time of all parts', () => {
    const parts = [
      { operations: 500, elapsedMs: 250, cpuMicros: 100_000 },
      { operations: 100, elapsedMs: 50, cpuMicros: 15_000 },
    ];
    expect(total(parts)).toEqual({ operations: 600, elapsedMs: 300, cpuMicros: 115_000 });
  });
});

describe('summarize', () => {
  it('takes the ratio round by round, so that a slow moment of the machine cancels out', () => {
    const rounds = [
      { ours: reading(500), bare: reading(1_000) },
      { ours: reading(50), bare: reading(100) },
      { ours: reading(600), bare: reading(1_200) },
    ];
    expect(summarize({ rounds }).ratio).toEqual({ median: 0.5, lowest: 0.5, highest: 0.5 });
  });

  it('is not moved by one disturbed round, and tells its ratio', () => {
    const rounds = [
      { ours: reading(400, 200), bare: reading(1_000, 50) },
      { ours: reading(10, 5_000), bare: reading(1_000, 50) },
      { ours: reading(500, 190), bare: reading(1_000, 60) },
    ];
    expect(summarize({ rounds })).toEqual({
      ours: { value: 400, cpuMicrosPerOp: 200 },
      bare: { value: 1_000, cpuMicrosPerOp: 50 },
      ratio: { median: 0.4, lowest: 0.01, highest: 0.5 },
    });
  });

  it('has no ratio of what is held against nothing', () => {
    expect(summarize({ rounds: [{ ours: reading(3) }, { ours: reading(5) }] })).toEqual({
      ours: { value: 4 },
    });
  });
});

describe('meets', () => {
  const half = summarize({ rounds: [{ ours: reading(40), bare: reading(80) }] });

  it.each([
    [{ ratioAtLeast: 0.5 }, true],
    [{ ratioAtLeast: 0.51 }, false],
    [{ ratioAtMost: 0.5 }, true],
    [{ ratioAtMost: 0.49 }, false],
    [{ atMost: 40 }, true],
    [{ atMost: 39 }, false],
  ])('holds %j against half of the bare party, 40: %s', (bar, met) => {
    expect(meets(bar, half)).toBe(met);
  });

  it('is not so of a ratio that there is none of', () => {
    expect(meets({ ratioAtMost: 1 }, summarize({ rounds: [{ ours: reading(1) }] }))).toBe(false);
  });
});
