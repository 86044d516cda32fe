import type { StateFold, StreamRef } from '../event-store';
import type { StoredEvent } from '../event';
import { readStreamEvents } from './read-events';
import type { SqliteConnection } from './sqlite-connection';

interface Entry {
  version: number;
  state: unknown;
  stateSchema: number;
}

interface StreamRow {
  stream: string;
  version: number;
  snapshot: string | null;
  snapshot_version: number | null;
  snapshot_schema: number | null;
}

/** About 10 MB at a conversation's 2 kB. */
const MAX_CACHED_STREAMS = 5_000;

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

  constructor(private readonly connection: SqliteConnection) {}

  version(stream: string): number {
    return this.inMemory(stream)?.version ?? this.readRow(stream)?.version ?? 0;
  }

  /** @returns undefined for a stream without events */
  load<State>(ref: StreamRef<State>): { version: number; state: State } | undefined {
    let entry = this.inMemory(ref.stream);
    if (!entry || entry.stateSchema !== ref.decider.stateSchema) {
      entry = this.fold(ref);
      if (!entry) return undefined;
    }
    this.remember(ref.stream, entry);
    return entry as { version: number; state: State };
  }

  /** The same for many streams, with one query for all that are not in memory. */
  loadAll<State>(
    refs: readonly StreamRef<State>[],
  ): ({ version: number; state: State } | undefined)[] {
    const missing = refs.map(({ stream }) => stream).filter((stream) => !this.inMemory(stream));
    const rows = new Map(this.readRows(missing).map((row) => [row.stream, row]));
    return refs.map((ref) => {
      const row = rows.get(ref.stream);
      if (row) this.remember(ref.stream, this.foldRow(ref, row));
      return this.inMemory(ref.stream) && this.load(ref);
    });
  }

  /** Takes what a command made of a stream; written with the commit. */
  set(stream: string, entry: Entry): void {
    this.dirty.set(stream, entry);
    this.remember(stream, entry);
  }

  /** Takes note of events that no decider evolved the state by. */
  bumpVersion(stream: string, version: number): void {
    this.connection.run(
      `INSERT INTO streams (stream, version) VALUES (?, ?)
       ON CONFLICT (stream) DO UPDATE SET version = excluded.version`,
      stream,
      version,
    );
    this.dirty.delete(stream);
    this.cached.delete(stream);
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
  private inMemory(stream: string): Entry | undefined {
    return this.cached.get(stream) ?? this.dirty.get(stream);
  }

  /** From the snapshot, where it is of today's shape, and the events since. */
  private fold<State>(ref: StreamRef<State>): Entry | undefined {
    const row = this.readRow(ref.stream);
    return row && this.foldRow(ref, row);
  }

  private foldRow<State>({ stream, decider }: StreamRef<State>, row: StreamRow): Entry {
    const usable = row.snapshot !== null && row.snapshot_schema === decider.stateSchema;
    let state = usable ? (JSON.parse(row.snapshot!) as State) : decider.initialState;
    const foldedVersion = usable ? row.snapshot_version! : 0;
    if (foldedVersion < row.version) {
      for (const event of readStreamEvents(this.connection, stream, foldedVersion + 1)) {
        state = evolveStored(decider, state, event);
      }
    }
    return { version: row.version, state, stateSchema: decider.stateSchema };
  }

  private readRow(stream: string): StreamRow | undefined {
    return this.connection.get<StreamRow>(`${SELECT} WHERE stream = ?`, stream);
  }

  private readRows(streams: readonly string[]): StreamRow[] {
    if (streams.length === 0) return [];
    return this.connection.all<StreamRow>(
      `${SELECT} WHERE stream IN (SELECT value FROM json_each(?))`,
      JSON.stringify(streams),
    );
  }

  private upsert(stream: string, { version, state, stateSchema }: Entry): void {
    const snapshot = JSON.stringify(state);
    this.connection.run(UPSERT, stream, version, snapshot, version, stateSchema);
  }

  /** Least recently used first: a Map keeps the order of insertion. */
  private remember(stream: string, entry: Entry): void {
    this.cached.delete(stream);
    this.cached.set(stream, entry);
    if (this.cached.size > MAX_CACHED_STREAMS) {
      this.cached.delete(this.cached.keys().next().value!);
    }
  }
}

function evolveStored<State>(decider: StateFold<State>, state: State, event: StoredEvent): State {
  return decider.evolve(state, event as never);
}
