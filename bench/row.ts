import type { Workspace } from './support/workspace';

/** What one party did in one round. */
export interface Measurement {
  readonly operations: number;
  readonly elapsedMs: number;
  /** User and system time of the party's own process, all its threads. */
  readonly cpuMicros: number;
}

/** Both parties, one right after the other. */
export interface Round {
  readonly ours: Measurement;
  readonly bare: Measurement;
}

export interface RowContext {
  readonly workspace: Workspace;
  /** Fewer operations and rounds: to see that it runs, not to quote. */
  readonly quick: boolean;
  /** Says on stderr how far the row has come. */
  readonly progress: (text: string) => void;
}

interface RowBase {
  readonly name: string;
  /** What one operation is, and what it is held against. */
  readonly description: string;
  /** It shows the reason of a decision and is no part of the table that shows the system. */
  readonly onlyWhenNamed?: boolean;
}

/** A line of the table: something the system does, against the least that can do the same. */
export interface RatioRow extends RowBase {
  /** The ratio that it is to reach. */
  readonly bar?: number;
  measure(context: RowContext): Promise<Round[]>;
}

/** One thing that was measured, in a unit of its own. */
export interface Figure {
  readonly label: string;
  readonly value: number;
  readonly unit: '/s' | 'ms' | 'MiB' | 'messages';
  /** What it is not to exceed. */
  readonly limit?: number;
}

/** What has figures instead of a ratio. */
export interface FiguresRow extends RowBase {
  take(context: RowContext): Promise<Figure[]>;
}

export type Row = RatioRow | FiguresRow;
