import type { Bar, Line, Measurement, Reading } from './row';

export interface Summary {
  readonly ours: Reading;
  readonly bare?: Reading;
  readonly ratio?: Ratio;
}

/** Ours for one of the bare party's: the median of the rounds' own ratios, and how far they lie apart. */
export interface Ratio {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/** @throws RangeError for no values */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('No values have no median');
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

/**
 * The least of the values that so many in a hundred do not exceed.
 * @throws RangeError for no values
 */
export function percentile(values: readonly number[], percent: number): number {
  if (values.length === 0) throw new RangeError('No values have no percentile');
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)]!;
}

/** Work done in parts, as one. */
export function total(parts: readonly Measurement[]): Measurement {
  const sum = (of: (part: Measurement) => number): number =>
    parts.reduce((before, part) => before + of(part), 0);
  return {
    operations: sum(({ operations }) => operations),
    elapsedMs: sum(({ elapsedMs }) => elapsedMs),
    cpuMicros: sum(({ cpuMicros }) => cpuMicros),
  };
}

/** Operations a second. */
export function rateOf({ operations, elapsedMs, cpuMicros }: Measurement): Required<Reading> {
  return { value: (operations / elapsedMs) * 1_000, cpuMicrosPerOp: cpuMicros / operations };
}

/**
 * Medians, so that a round that something else on the machine has disturbed does not count. The
 * ratio is taken round by round: what slows both parties of a round down leaves it as it is.
 */
export function summarize({ rounds }: Pick<Line, 'rounds'>): Summary {
  const ours = medianReading(rounds.map((round) => round.ours));
  const held = rounds.flatMap(({ ours: own, bare }) => (bare ? [{ own, bare }] : []));
  if (held.length === 0) return { ours };
  const ratios = held.map(({ own, bare }) => own.value / bare.value);
  return {
    ours,
    bare: medianReading(held.map(({ bare }) => bare)),
    ratio: {
      median: median(ratios),
      lowest: Math.min(...ratios),
      highest: Math.max(...ratios),
    },
  };
}

export function meets(bar: Bar, { ours, ratio }: Summary): boolean {
  if ('atMost' in bar) return ours.value <= bar.atMost;
  if (!ratio) return false;
  return 'ratioAtLeast' in bar ? ratio.median >= bar.ratioAtLeast : ratio.median <= bar.ratioAtMost;
}

function medianReading(readings: readonly Reading[]): Reading {
  const value = median(readings.map((reading) => reading.value));
  const cpu = readings.flatMap(({ cpuMicrosPerOp }) => cpuMicrosPerOp ?? []);
  return cpu.length === 0 ? { value } : { value, cpuMicrosPerOp: median(cpu) };
}
