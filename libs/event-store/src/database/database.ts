import type { SqlValue } from '../statement';

/**
 * The words for what the two databases say differently. Everything else is written once, in the SQL
 * they share; a parameter is `?` in both.
 */
export interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  /** A subquery of the numbers in a parameter that is a JSON list of them, for `IN`. */
  readonly numbers: string;
  /** The same for a list of texts. */
  readonly texts: string;
  /** The same for a list of lists of two numbers, for `(one, other) IN`. */
  readonly numberPairs: string;
  /** What to select from for the elements of a JSON list: each a `value`, a text or else JSON. */
  readonly elementsOf: (list: string) => string;
  /** The text at a place in JSON, NULL where there is none; of its letters, `lower` knows ASCII's alone. */
  readonly textAt: (json: string, ...path: readonly string[]) => string;
}

/** Reads what the projections and the queue have written. Writing is the event store's and the queue's. */
export abstract class Database {
  abstract readonly dialect: Dialect;

  /** Integers come as numbers, what is true as `true` or 1, JSON as text. */
  abstract query<Row>(sql: string, params?: readonly SqlValue[]): Promise<Row[]>;
}
