import { cpus } from 'node:os';
import type { Round, Row } from './row';
import { type Rates, ratesOf, summarize } from './statistics';

export interface Result {
  readonly row: Row;
  readonly rounds: readonly Round[];
}

const HEAD = `\
| row | against the bare limit | ops/s | bare ops/s | ratio | CPU µs/op | bare CPU µs/op |
| --- | --- | --- | --- | --- | --- | --- |`;

/** Markdown, to be pasted. The ratio is followed by the lowest and the highest of a round. */
export function toTable(results: readonly Result[]): string {
  return [HEAD, ...results.map(toLine), '', `${machine()}. ${how(results)}`].join('\n');
}

/** Everything that was measured, for programs. */
export function toJson(results: readonly Result[]): string {
  const rows = results.map(({ row: { name, description }, rounds }) => ({
    name,
    description,
    summary: summarize(rounds),
    rounds,
  }));
  return `${JSON.stringify({ machine: machine(), rows }, undefined, 2)}\n`;
}

/** `3,912/s at 240 µs of CPU`. */
export function describeRates({ opsPerSecond, cpuMicrosPerOp }: Rates): string {
  return `${count(opsPerSecond)}/s at ${count(cpuMicrosPerOp)} µs of CPU`;
}

export function describeRound({ ours, bare }: Round): string {
  return `${describeRates(ratesOf(ours))}, bare ${describeRates(ratesOf(bare))}`;
}

function toLine({ row, rounds }: Result): string {
  const { ours, bare, ratio, lowestRatio, highestRatio } = summarize(rounds);
  const cells = [
    `\`${row.name}\``,
    row.description,
    count(ours.opsPerSecond),
    count(bare.opsPerSecond),
    `**${ratio.toFixed(2)}** (${lowestRatio.toFixed(2)}–${highestRatio.toFixed(2)})`,
    count(ours.cpuMicrosPerOp),
    count(bare.cpuMicrosPerOp),
  ];
  return `| ${cells.join(' | ')} |`;
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function machine(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? 'unknown processor';
  return `${processors.length} × ${model}, Node ${process.versions.node}, ${process.platform}`;
}

function how(results: readonly Result[]): string {
  const rounds = Math.min(...results.map((result) => result.rounds.length));
  return `Medians of ${rounds} alternating rounds, each party in a process of its own.`;
}
