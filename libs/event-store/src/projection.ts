import type { StoredEvent } from './event';
import type { Statement } from './statement';

/** What each of a projection's tables is called where its statements are to run. */
export type TableNames<Table extends string = string> = Readonly<Record<Table, string>>;

/**
 * A read model written in the transaction of the append, so that whoever was answered reads
 * their own write. Pure: an event in, statements out, so that a rebuild gives the same rows.
 */
export interface InlineProjection<Table extends string = string> {
  /** What a rebuild is asked for by. */
  readonly name: string;
  /** All that its statements read and write; nobody else writes there. */
  readonly tables: readonly Table[];
  /** @param table what its tables are called: their own names, or those of a rebuild beside them */
  project(event: StoredEvent, table: TableNames<Table>): readonly Statement[];
}

/** A projection as it is kept with every append. */
export interface LiveProjection {
  readonly projection: InlineProjection;
  /** Its tables under their own names. */
  readonly tables: TableNames;
}

/** How far a rebuild has come. */
export interface RebuildProgress {
  /** Of the last event it has projected; 0 before the first. */
  readonly position: number;
  /** Of the newest event of the log, which grows meanwhile. */
  readonly lastPosition: number;
}
