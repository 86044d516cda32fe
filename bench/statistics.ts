import type { Measurement, Round } from './row';

export interface Rates {
  readonly opsPerSecond: number;
  readonly cpuMicrosPerOp: number;
}

export interface Summary {
  readonly ours: Rates;
  readonly bare: Rates;
  /** Our operations a second for one of the bare party's: the median of the rounds' own ratios. */
  readonly ratio: number;
  readonly lowestRatio: number;
  readonly highestRatio: number;
}

/** @throws RangeError for no values */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('No values have no median');
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

/**
 * By nearest rank: that many per cent of the values are no greater.
 * @throws RangeError for no values
 */
export function percentile(values: readonly number[], percent: number): number {
  if (values.length === 0) throw new RangeError('No values have no percentile');
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)]!;
}

export function ratesOf({ operations, elapsedMs, cpuMicros }: Measurement): Rates {
  return {
    opsPerSecond: (operations / elapsedMs) * 1_000,
    cpuMicrosPerOp: cpuMicros / operations,
  };
}

/**
 * Medians, so that a round that something else on the machine has disturbed does not count. The
 * ratio is taken round by round: what slows both parties of a round down leaves it as it is.
 */
export function summarize(rounds: readonly Round[]): Summary {
  const ours = rounds.map((round) => ratesOf(round.ours));
  const bare = rounds.map((round) => ratesOf(round.bare));
  const ratios = ours.map(({ opsPerSecond }, index) => opsPerSecond / bare[index]!.opsPerSecond);
  return {
    ours: medianRates(ours),
    bare: medianRates(bare),
    ratio: median(ratios),
    lowestRatio: Math.min(...ratios),
    highestRatio: Math.max(...ratios),
  };
}

function medianRates(rates: readonly Rates[]): Rates {
  return {
    opsPerSecond: median(rates.map(({ opsPerSecond }) => opsPerSecond)),
    cpuMicrosPerOp: median(rates.map(({ cpuMicrosPerOp }) => cpuMicrosPerOp)),
  };
}
