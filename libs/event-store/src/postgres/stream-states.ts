import type { StoredEvent } from '../event';
import type { StateFold, StreamRef } from '../event-store';
import { foldEvents, takeSnapshot, type StreamRow } from '../fold';
import { toStoredEvent, type EventRow } from '../event-row';
import type { StateCache, StreamState } from '../state-cache';
import type { Upcasters } from '../upcaster';
import type { Queries } from './postgres-connection';

/** A stream that is asked for, with what is known of it. */
export interface AskedStream {
  readonly stream: string;
  /** undefined where only its version matters. */
  readonly decider?: StateFold<unknown>;
  readonly known?: StreamState | undefined;
}

interface AskedRow extends StreamRow {
  index: number;
  /** JSON of the events behind the snapshot. */
  since: string | null;
}

/**
 * Of each stream its version; and where that is not the known one, its snapshot, and what has
 * happened since where that is behind, or of an older shape.
 */
const SELECT = `
  SELECT
    asked.index, streams.stream, streams.version, streams.snapshot_version, streams.snapshot_schema,
    CASE WHEN streams.is_news THEN streams.snapshot END AS snapshot,
    CASE WHEN streams.is_news THEN (
      SELECT json_agg(events ORDER BY events.version)::text FROM events
      WHERE events.stream = streams.stream AND events.version > CASE
        WHEN streams.snapshot_schema = asked.schema THEN streams.snapshot_version ELSE 0 END
    ) END AS since
  FROM json_to_recordset(?::json)
    AS asked (index bigint, stream text, schema bigint, version bigint)
  -- One by one: the planner takes them for many, and would read the whole table.
  CROSS JOIN LATERAL (
    SELECT
      stored.*,
      asked.schema IS NOT NULL AND asked.version IS DISTINCT FROM stored.version AS is_news
    FROM streams AS stored WHERE stored.stream = asked.stream LIMIT 1
  ) AS streams`;

/** @returns in the order asked for; undefined for a stream without events, and what is known where it still holds */
export async function readStreams(
  queries: Queries,
  upcasters: Upcasters,
  asked: readonly AskedStream[],
): Promise<(StreamState | undefined)[]> {
  const states: (StreamState | undefined)[] = asked.map(() => undefined);
  if (asked.length === 0) return states;
  const rows = await queries.all<AskedRow>(
    SELECT,
    JSON.stringify(
      asked.map(({ stream, decider, known }, index) => ({
        index,
        stream,
        schema: decider?.stateSchema,
        version: known?.version,
      })),
    ),
  );
  for (const row of rows) {
    const { decider, known } = asked[row.index]!;
    states[row.index] = known?.version === row.version ? known : toState(upcasters, decider, row);
  }
  return states;
}

function toState(
  upcasters: Upcasters,
  decider: StateFold<unknown> | undefined,
  row: AskedRow,
): StreamState {
  if (!decider) return { version: row.version, state: undefined, stateSchema: NaN };
  const since = row.since === null ? [] : (JSON.parse(row.since) as EventRow[]);
  const { state } = takeSnapshot(decider, row);
  return {
    version: row.version,
    state: foldEvents(
      decider,
      state,
      since.map((event): StoredEvent => toStoredEvent(upcasters, event)),
    ),
    stateSchema: decider.stateSchema,
    length: row.snapshot?.length ?? 0,
  };
}

/** The states of now, of which those in memory that still hold are not read again. */
export async function loadStates(
  queries: Queries,
  upcasters: Upcasters,
  cache: StateCache,
  refs: readonly StreamRef<unknown>[],
): Promise<(StreamState | undefined)[]> {
  const states = await readStreams(
    queries,
    upcasters,
    refs.map(({ stream, decider }) => ({ stream, decider, known: recall(cache, stream, decider) })),
  );
  states.forEach((state, index) => state && keep(cache, refs[index]!.stream, state));
  return states;
}

/** From memory; another process may have appended since. */
export function recall(
  cache: StateCache,
  stream: string,
  decider: StateFold<unknown>,
): StreamState | undefined {
  const state = cache.get(stream);
  return state?.stateSchema === decider.stateSchema ? state : undefined;
}

/** Remembers what was read, unless a commit of meanwhile has gone on from there. */
export function keep(cache: StateCache, stream: string, state: StreamState): void {
  if ((cache.get(stream)?.version ?? 0) <= state.version) cache.remember(stream, state);
}
