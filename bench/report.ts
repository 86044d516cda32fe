import { cpus } from 'node:os';
import type { Figure, FiguresRow, RatioRow, Round } from './row';
import { type Rates, ratesOf, summarize } from './statistics';

export interface RatioResult {
  readonly row: RatioRow;
  readonly rounds: readonly Round[];
}

export interface FiguresResult {
  readonly row: FiguresRow;
  readonly figures: readonly Figure[];
}

export type Result = RatioResult | FiguresResult;

const RATIOS_HEAD = `\
| row | against the bare limit | ops/s | bare ops/s | ratio | bar | CPU µs/op | bare CPU µs/op |
| --- | --- | --- | --- | --- | --- | --- | --- |`;

const FIGURES_HEAD = `\
| row | what | figures |
| --- | --- | --- |`;

/** Markdown, to be pasted. The ratio is followed by the lowest and the highest of a round. */
export function toTable(results: readonly Result[]): string {
  const ratios = results.filter((result) => 'rounds' in result);
  const figures = results.filter((result) => 'figures' in result);
  const tables = [
    ratios.length > 0 && [RATIOS_HEAD, ...ratios.map(toLine)].join('\n'),
    figures.length > 0 && [FIGURES_HEAD, ...figures.map(toFiguresLine)].join('\n'),
    `${machine()}. ${how(ratios)}`.trim(),
  ];
  return tables.filter(Boolean).join('\n\n');
}

/** Everything that was measured, for programs. */
export function toJson(results: readonly Result[]): string {
  const rows = results.map((result) => {
    const { name, description } = result.row;
    if ('figures' in result) return { name, description, figures: result.figures };
    const { rounds } = result;
    return { name, description, bar: result.row.bar, summary: summarize(rounds), rounds };
  });
  return `${JSON.stringify({ machine: machine(), rows }, undefined, 2)}\n`;
}

/** `3,912/s at 240 µs of CPU`. */
export function describeRates({ opsPerSecond, cpuMicrosPerOp }: Rates): string {
  return `${count(opsPerSecond)}/s at ${count(cpuMicrosPerOp)} µs of CPU`;
}

export function describeRound({ ours, bare }: Round): string {
  return `${describeRates(ratesOf(ours))}, bare ${describeRates(ratesOf(bare))}`;
}

function toFiguresLine({ row, figures }: FiguresResult): string {
  const shown = figures.map(
    ({ label, value, unit, limit }) =>
      `${label} **${amount(value, unit)}**${limit === undefined ? '' : ` (at most ${amount(limit, unit)})`}`,
  );
  return `| \`${row.name}\` | ${row.description} | ${shown.join('; ')} |`;
}

function amount(value: number, unit: Figure['unit']): string {
  const shown = unit === 'ms' && value < 100 ? value.toFixed(1) : count(value);
  return unit === '/s' ? `${shown}/s` : `${shown} ${unit}`;
}

function toLine({ row, rounds }: RatioResult): string {
  const { ours, bare, ratio, lowestRatio, highestRatio } = summarize(rounds);
  const cells = [
    `\`${row.name}\``,
    row.description,
    count(ours.opsPerSecond),
    count(bare.opsPerSecond),
    `**${ratio.toFixed(2)}** (${lowestRatio.toFixed(2)}–${highestRatio.toFixed(2)})`,
    row.bar === undefined ? '' : String(row.bar),
    count(ours.cpuMicrosPerOp),
    count(bare.cpuMicrosPerOp),
  ];
  return `| ${cells.join(' | ')} |`;
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

export function machine(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? 'unknown processor';
  return `${processors.length} × ${model}, Node ${process.versions.node}, ${process.platform}`;
}

function how(results: readonly RatioResult[]): string {
  if (results.length === 0) return '';
  const rounds = Math.min(...results.map((result) => result.rounds.length));
  return `Medians of ${rounds} alternating rounds, each party in a process of its own.`;
}
