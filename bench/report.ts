import { cpus } from 'node:os';
import type { Bar, Line, Reading, Round, Row, Unit } from './row';
import { meets, type Ratio, summarize, type Summary } from './statistics';

export interface Result {
  readonly row: Pick<Row, 'name' | 'description'>;
  readonly lines: readonly Line[];
}

const HEAD = `\
| row | what | ours | bare | ratio | bar |
| --- | --- | --- | --- | --- | --- |`;
const NOTHING = '–';
const QUICK =
  'A quick run: on fewer events, and for less time, than is said here. It shows that all runs.';

/** Markdown, to be pasted. The ratio is followed by the lowest and the highest of a round. */
export function toTable(results: readonly Result[], { quick = false } = {}): string {
  const told = `${machine()}. ${how(results)}${quick ? ` ${QUICK}` : ''}`;
  return [HEAD, ...results.flatMap(toLines), '', told].join('\n');
}

/** Everything that was measured, for programs. */
export function toJson(results: readonly Result[]): string {
  const rows = results.map(({ row: { name, description }, lines }) => ({
    name,
    description,
    lines: lines.map((line) => ({ ...line, summary: summarize(line) })),
  }));
  return `${JSON.stringify({ machine: machine(), rows }, undefined, 2)}\n`;
}

/** `3,912/s, 240 µs of CPU`. */
export function describeReading({ value, cpuMicrosPerOp }: Reading, unit: Unit): string {
  const cpu = cpuMicrosPerOp === undefined ? '' : `, ${number(cpuMicrosPerOp)} µs of CPU`;
  return `${quantity(value, unit)}${cpu}`;
}

export function describeRound({ ours, bare }: Round, unit: Unit): string {
  const own = describeReading(ours, unit);
  return bare ? `${own}; bare ${describeReading(bare, unit)}` : own;
}

function toLines({ row, lines }: Result): string[] {
  return lines.map((line, index) => {
    const { label, unit, bar } = line;
    const summary = summarize(line);
    const { ours, bare, ratio } = summary;
    const cells = [
      label === undefined ? `\`${row.name}\`` : `\`${row.name}\` ${label}`,
      // Once for all lines of a row.
      index === 0 ? row.description : '',
      describeReading(ours, unit),
      bare ? describeReading(bare, unit) : NOTHING,
      ratio ? describeRatio(ratio) : NOTHING,
      bar ? describeBar(bar, unit, summary) : NOTHING,
    ];
    return `| ${cells.join(' | ')} |`;
  });
}

function describeRatio({ median, lowest, highest }: Ratio): string {
  return `**${median.toFixed(2)}** (${lowest.toFixed(2)}–${highest.toFixed(2)})`;
}

function describeBar(bar: Bar, unit: Unit, summary: Summary): string {
  const met = meets(bar, summary) ? 'met' : 'missed';
  if ('atMost' in bar) return `≤ ${quantity(bar.atMost, unit)}: ${met}`;
  return 'ratioAtLeast' in bar ? `≥ ${bar.ratioAtLeast}: ${met}` : `≤ ${bar.ratioAtMost}: ${met}`;
}

function quantity(value: number, unit: Unit): string {
  return unit === '/s' ? `${number(value)}/s` : `${number(value)} ${unit}`;
}

/** Three digits at least of what is small. */
function number(value: number): string {
  const digits = value < 10 ? 2 : value < 100 ? 1 : 0;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

export function machine(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? 'unknown processor';
  return `${processors.length} × ${model}, Node ${process.versions.node}, ${process.platform}`;
}

function how(results: readonly Result[]): string {
  const rounds = results.flatMap(({ lines }) => lines.map((line) => line.rounds.length));
  const [fewest, most] = [Math.min(...rounds), Math.max(...rounds)];
  const count = fewest === most ? String(most) : `${fewest} to ${most}`;
  return `Medians of ${count} alternating rounds, each party in a process of its own.`;
}
