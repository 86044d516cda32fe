import type { StoredEvent } from './event';
import type { StateFold } from './event-store';

/** A stream's row in the table `streams`. */
export interface StreamRow {
  stream: string;
  version: number;
  snapshot: string | null;
  snapshot_version: number | null;
  snapshot_schema: number | null;
}

/** The state in a stream's row, where it is of today's shape; else where folding begins. */
export function takeSnapshot(
  decider: StateFold<unknown>,
  row: StreamRow,
): { version: number; state: unknown } {
  return row.snapshot !== null && row.snapshot_schema === decider.stateSchema
    ? { version: row.snapshot_version!, state: JSON.parse(row.snapshot) as unknown }
    : { version: 0, state: decider.initialState };
}

export function foldEvents<State>(
  decider: StateFold<State>,
  from: State,
  events: readonly StoredEvent[],
): State {
  return events.reduce((state, event) => decider.evolve(state, event as never), from);
}
