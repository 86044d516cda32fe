import type { StoredEvent } from '../event';
import type { StateFold, StreamRef } from '../event-store';
import { foldEvents, takeSnapshot, type StreamRow } from '../fold';
import { StateCache, type CacheLimits, type StreamState } from '../state-cache';
import type { EventLog } from './event-log';
import { readStreamEvents, readTails } from './read-events';

const SELECT = 'SELECT stream, version, snapshot, snapshot_version, snapshot_schema FROM streams';

const UPSERT = `
  INSERT INTO streams (stream, version, snapshot, snapshot_version, snapshot_schema)
  VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (stream) DO UPDATE SET
    version = excluded.version, snapshot = excluded.snapshot,
    snapshot_version = excluded.snapshot_version, snapshot_schema = excluded.snapshot_schema`;

const UPDATE_VERSION = 'UPDATE streams SET version = ? WHERE stream = ?';

/** To write a snapshot costs about what it does to fold one event, of which so many come between two. */
const SNAPSHOT_EVERY = 8;

/**
 * The version and state of each stream: in memory for those in use, and in the table `streams`, written
 * once a commit however many commands the stream saw in it; there the state is a snapshot, of which
 * commands leave at most 7 events to be folded. Only the writer changes them, so what is in memory is never out of date.
 */
export class StreamStates {
  private readonly cached: StateCache;
  private readonly dirty = new Map<string, StreamState>();

  constructor(
    private readonly log: EventLog,
    limits?: CacheLimits,
  ) {
    this.cached = new StateCache(limits);
  }

  version(stream: string): number {
    return this.cachedOrDirty(stream)?.version ?? this.readRow(stream)?.version ?? 0;
  }

  /** @returns undefined for a stream without events */
  load<State>(ref: StreamRef<State>): { version: number; state: State } | undefined {
    const entry = this.inMemory(ref) ?? this.foldAndRemember(ref);
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
    for (const [stream, entry] of folded) this.cached.remember(stream, entry);
    return refs.map(
      ({ stream }, index) =>
        (known[index] ?? folded.get(stream)) as { version: number; state: State } | undefined,
    );
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
  set(stream: string, entry: StreamState): void {
    const before = this.cachedOrDirty(stream);
    if (before?.stateSchema === entry.stateSchema) {
      entry.snapshotVersion = before.snapshotVersion;
      entry.length = before.length;
    }
    this.dirty.set(stream, entry);
    this.cached.remember(stream, entry);
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
    this.cached.forget(stream);
  }

  write(): void {
    for (const [stream, entry] of this.dirty) this.upsert(stream, entry);
    this.dirty.clear();
  }

  drop(): void {
    this.dirty.clear();
    this.cached.clear();
  }

  /** What the commit under way has yet to write is not in the table, and may be out of the cache. */
  private cachedOrDirty(stream: string): StreamState | undefined {
    return this.cached.get(stream) ?? this.dirty.get(stream);
  }

  private inMemory({ stream, decider }: StreamRef<unknown>): StreamState | undefined {
    const entry = this.cachedOrDirty(stream);
    return entry?.stateSchema === decider.stateSchema ? entry : undefined;
  }

  private foldAndRemember(ref: StreamRef<unknown>): StreamState | undefined {
    const entry = this.fold(ref);
    if (entry) this.cached.remember(ref.stream, entry);
    return entry;
  }

  private fold({ stream, decider }: StreamRef<unknown>): StreamState | undefined {
    const row = this.readRow(stream);
    if (!row) return undefined;
    const snapshot = takeSnapshot(decider, row);
    const since =
      snapshot.version < row.version
        ? readStreamEvents(this.log, stream, snapshot.version + 1)
        : [];
    return catchUp(decider, snapshot, row, since);
  }

  private foldAll(refs: readonly StreamRef<unknown>[]): Map<string, StreamState> {
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

  private upsert(stream: string, entry: StreamState): void {
    const { version, state, stateSchema, snapshotVersion } = entry;
    if (snapshotVersion !== undefined && version - snapshotVersion < SNAPSHOT_EVERY) {
      this.log.connection.run(UPDATE_VERSION, version, stream);
      return;
    }
    const snapshot = JSON.stringify(state);
    this.log.connection.run(UPSERT, stream, version, snapshot, version, stateSchema);
    entry.snapshotVersion = version;
    this.cached.measure(stream, entry, snapshot.length);
  }
}

function catchUp(
  decider: StateFold<unknown>,
  { version: snapshotVersion, state }: { readonly version: number; readonly state: unknown },
  { version, snapshot }: StreamRow,
  since: readonly StoredEvent[],
): StreamState {
  return {
    version,
    state: foldEvents(decider, state, since),
    stateSchema: decider.stateSchema,
    snapshotVersion: snapshotVersion > 0 ? snapshotVersion : undefined,
    length: snapshot?.length ?? 0,
  };
}
