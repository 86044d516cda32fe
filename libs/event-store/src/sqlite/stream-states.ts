import type { StoredEvent } from '../event';
import type { StateFold, StreamRef } from '../event-store';
import type { EventLog } from './event-log';
import { readStreamEvents, readTails } from './read-events';

interface Entry {
  version: number;
  state: unknown;
  stateSchema: number;
  /** Of the state's JSON, as it was last read or written. */
  length?: number;
}

interface StreamRow {
  stream: string;
  version: number;
  snapshot: string | null;
  snapshot_version: number | null;
  snapshot_schema: number | null;
}

interface Snapshot {
  version: number;
  state: unknown;
}

export interface CacheLimits {
  readonly maxStreams: number;
  /** Of their states together, in characters of JSON. */
  readonly maxLength: number;
}

/** A conversation's state has about 2,000 characters; strangers can make a contact's 64 times that. */
const CACHE_LIMITS: CacheLimits = { maxStreams: 5_000, maxLength: 32 * 1024 * 1024 };

const SELECT = 'SELECT stream, version, snapshot, snapshot_version, snapshot_schema FROM streams';

const UPSERT = `
  INSERT INTO streams (stream, version, snapshot, snapshot_version, snapshot_schema)
  VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (stream) DO UPDATE SET
    version = excluded.version, snapshot = excluded.snapshot,
    snapshot_version = excluded.snapshot_version, snapshot_schema = excluded.snapshot_schema`;

/**
 * The version and state of each stream: in memory for those in use, and as a snapshot in the table
 * `streams`, written once a commit however many commands the stream saw in it. Only the writer
 * changes them, so what is in memory is never out of date.
 */
export class StreamStates {
  private readonly cached = new Map<string, Entry>();
  private readonly dirty = new Map<string, Entry>();
  private cachedLength = 0;

  constructor(
    private readonly log: EventLog,
    private readonly limits: CacheLimits = CACHE_LIMITS,
  ) {}

  version(stream: string): number {
    return this.cachedOrDirty(stream)?.version ?? this.readRow(stream)?.version ?? 0;
  }

  /** @returns undefined for a stream without events */
  load<State>(ref: StreamRef<State>): { version: number; state: State } | undefined {
    const entry = this.inMemory(ref) ?? this.fold(ref);
    if (entry) this.remember(ref.stream, entry);
    return entry as { version: number; state: State } | undefined;
  }

  /**
   * The same for many streams, with one query for the snapshots that are not in memory and one for
   * the events since.
   */
  loadAll<State>(
    refs: readonly StreamRef<State>[],
  ): ({ version: number; state: State } | undefined)[] {
    // All of them before any is remembered, which may push another out of memory.
    const known = refs.map((ref) => this.inMemory(ref));
    const folded = this.foldAll(refs.filter((_, index) => !known[index]));
    return refs.map((ref, index) => {
      const entry = known[index] ?? folded.get(ref.stream);
      if (entry) this.remember(ref.stream, entry);
      return entry as { version: number; state: State } | undefined;
    });
  }

  /** What a stream amounted to at a version. Folds it anew where it has gone on since. */
  loadAt<State>(ref: StreamRef<State>, version: number): State {
    const now = this.load(ref);
    if (now?.version === version) return now.state;
    return foldEvents(
      ref.decider,
      ref.decider.initialState,
      readStreamEvents(this.log, ref.stream, 1, version),
    );
  }

  /** Takes what a command made of a stream; written with the commit. */
  set(stream: string, entry: Entry): void {
    this.dirty.set(stream, entry);
    this.remember(stream, entry);
  }

  /** Takes note of events that no decider evolved the state by. */
  bumpVersion(stream: string, version: number): void {
    this.log.connection.run(
      `INSERT INTO streams (stream, version) VALUES (?, ?)
       ON CONFLICT (stream) DO UPDATE SET version = excluded.version`,
      stream,
      version,
    );
    this.dirty.delete(stream);
    this.forget(stream);
  }

  write(): void {
    for (const [stream, entry] of this.dirty) this.upsert(stream, entry);
    this.dirty.clear();
  }

  drop(): void {
    this.dirty.clear();
    this.cached.clear();
    this.cachedLength = 0;
  }

  /** What the commit under way has yet to write is not in the table, and may be out of the cache. */
  private cachedOrDirty(stream: string): Entry | undefined {
    return this.cached.get(stream) ?? this.dirty.get(stream);
  }

  private inMemory({ stream, decider }: StreamRef<unknown>): Entry | undefined {
    const entry = this.cachedOrDirty(stream);
    return entry?.stateSchema === decider.stateSchema ? entry : undefined;
  }

  private fold({ stream, decider }: StreamRef<unknown>): Entry | undefined {
    const row = this.readRow(stream);
    if (!row) return undefined;
    const snapshot = takeSnapshot(decider, row);
    const since =
      snapshot.version < row.version
        ? readStreamEvents(this.log, stream, snapshot.version + 1)
        : [];
    return catchUp(decider, snapshot, row, since);
  }

  private foldAll(refs: readonly StreamRef<unknown>[]): Map<string, Entry> {
    if (refs.length === 0) return new Map();
    const rows = this.readRows(refs.map(({ stream }) => stream));
    const deciders = new Map(refs.map(({ stream, decider }) => [stream, decider]));
    const found = rows.map((row) => {
      const decider = deciders.get(row.stream)!;
      return { row, decider, snapshot: takeSnapshot(decider, row) };
    });
    const behind = found.filter(({ row, snapshot }) => snapshot.version < row.version);
    const tails: ReadonlyMap<string, StoredEvent[]> =
      behind.length === 0
        ? new Map()
        : readTails(
            this.log,
            Object.fromEntries(behind.map(({ row, snapshot }) => [row.stream, snapshot.version])),
          );
    return new Map(
      found.map(({ row, decider, snapshot }) => [
        row.stream,
        catchUp(decider, snapshot, row, tails.get(row.stream) ?? []),
      ]),
    );
  }

  private readRow(stream: string): StreamRow | undefined {
    return this.log.connection.get<StreamRow>(`${SELECT} WHERE stream = ?`, stream);
  }

  private readRows(streams: readonly string[]): StreamRow[] {
    return this.log.connection.all<StreamRow>(
      `${SELECT} WHERE stream IN (SELECT value FROM json_each(?))`,
      JSON.stringify(streams),
    );
  }

  private upsert(stream: string, entry: Entry): void {
    const { version, state, stateSchema } = entry;
    const snapshot = JSON.stringify(state);
    this.log.connection.run(UPSERT, stream, version, snapshot, version, stateSchema);
    this.measure(stream, entry, snapshot.length);
  }

  /** Least recently used first: a Map keeps the order of insertion. */
  private remember(stream: string, entry: Entry): void {
    this.forget(stream);
    this.cached.set(stream, entry);
    this.cachedLength += entry.length ?? 0;
    this.evict();
  }

  private measure(stream: string, entry: Entry, length: number): void {
    if (this.cached.get(stream) === entry) this.cachedLength += length - (entry.length ?? 0);
    entry.length = length;
    this.evict();
  }

  private evict(): void {
    const { maxStreams, maxLength } = this.limits;
    while (this.cached.size > maxStreams || this.cachedLength > maxLength) {
      this.forget(this.cached.keys().next().value!);
    }
  }

  private forget(stream: string): void {
    this.cachedLength -= this.cached.get(stream)?.length ?? 0;
    this.cached.delete(stream);
  }
}

/** The state in a stream's row, where it is of today's shape. */
function takeSnapshot(decider: StateFold<unknown>, row: StreamRow): Snapshot {
  return row.snapshot !== null && row.snapshot_schema === decider.stateSchema
    ? { version: row.snapshot_version!, state: JSON.parse(row.snapshot) as unknown }
    : { version: 0, state: decider.initialState };
}

function catchUp(
  decider: StateFold<unknown>,
  { state }: Snapshot,
  { version, snapshot }: StreamRow,
  since: readonly StoredEvent[],
): Entry {
  return {
    version,
    state: foldEvents(decider, state, since),
    stateSchema: decider.stateSchema,
    length: snapshot?.length ?? 0,
  };
}

function foldEvents<State>(
  decider: StateFold<State>,
  from: State,
  events: readonly StoredEvent[],
): State {
  return events.reduce((state, event) => decider.evolve(state, event as never), from);
}
