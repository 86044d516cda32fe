import type { Workspace } from './support/workspace';

/** Work that one party did. */
export interface Measurement {
  readonly operations: number;
  readonly elapsedMs: number;
  /** User and system time of the party's own process, all its threads. */
  readonly cpuMicros: number;
}

/** What one party came to in one round, in the unit of the line. */
export interface Reading {
  readonly value: number;
  /** Where it is a rate. */
  readonly cpuMicrosPerOp?: number;
}

export interface Round {
  readonly ours: Reading;
  /** Measured right before or after. Some things have nothing to be held against. */
  readonly bare?: Reading;
}

export type Unit = '/s' | 'ms' | 'MiB' | 'messages';

/** What a line is to come to: its ratio, or its own value. */
export type Bar =
  | { readonly ratioAtLeast: number }
  | { readonly ratioAtMost: number }
  | { readonly atMost: number };

/** A line of the table. */
export interface Line {
  /** Tells the lines of a row apart where it has several. */
  readonly label?: string;
  readonly unit: Unit;
  readonly bar?: Bar;
  readonly rounds: readonly Round[];
}

export interface RowContext {
  readonly workspace: Workspace;
  /** Fewer operations and rounds: to see that it runs, not to quote. */
  readonly quick: boolean;
  /** Says on stderr how far the row has come. */
  readonly progress: (text: string) => void;
}

/** Something the system does, where there is such a thing against the least that can do the same. */
export interface Row {
  readonly name: string;
  /** What one operation is, and what it is held against. */
  readonly description: string;
  /** It shows the reason of a decision and is no part of the table that shows the system. */
  readonly onlyWhenNamed?: boolean;
  measure(context: RowContext): Promise<readonly Line[]>;
}
