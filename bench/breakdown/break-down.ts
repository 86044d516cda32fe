import { type CpuProfile, readSamples } from './cpu-profile';
import { partOf, PARTS } from './parts';

export interface Breakdown {
  readonly thread: string;
  /** By part, in the order of {@link PARTS}; they sum to `totalMicros`. */
  readonly micros: readonly { readonly part: string; readonly perDelivery: number }[];
  /** The wall time of one delivery. */
  readonly totalMicros: number;
}

/** What of a thread's profile counts, in microseconds of the machine's clock. */
export interface Window {
  readonly fromMicros: number;
  readonly toMicros: number;
}

/** Splits what a thread did in the window among the parts of the system. */
export function breakDown(
  thread: string,
  profile: CpuProfile,
  { fromMicros, toMicros }: Window,
  deliveries: number,
): Breakdown {
  const spent = new Map<string, number>();
  let atMicros = profile.startTime + (profile.timeDeltas[0] ?? 0);
  for (const { stack, micros } of readSamples(profile)) {
    const counted = Math.min(atMicros + micros, toMicros) - Math.max(atMicros, fromMicros);
    atMicros += micros;
    if (counted <= 0) continue;
    const part = partOf(stack);
    spent.set(part, (spent.get(part) ?? 0) + counted);
  }
  const micros = PARTS.filter((part) => spent.has(part)).map((part) => ({
    part,
    perDelivery: spent.get(part)! / deliveries,
  }));
  return {
    thread,
    micros,
    totalMicros: micros.reduce((sum, { perDelivery }) => sum + perDelivery, 0),
  };
}

/** Markdown, to be pasted: a table for each thread. */
export function toBreakdownTable({ thread, micros, totalMicros }: Breakdown): string {
  return [
    `| ${thread} | µs a delivery | of it |`,
    '| --- | ---: | ---: |',
    ...micros.map(({ part, perDelivery }) => line(part, perDelivery, totalMicros)),
    line('**wall time of a delivery**', totalMicros, totalMicros),
  ].join('\n');
}

function line(what: string, micros: number, total: number): string {
  return `| ${what} | ${micros.toFixed(1)} | ${Math.round((micros / total) * 100)} % |`;
}
