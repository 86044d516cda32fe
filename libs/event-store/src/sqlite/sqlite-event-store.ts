import { Clock } from '../clock';
import type { Decider } from '../decider';
import { ProjectionBusyError, UnknownProjectionError } from '../errors';
import type { DomainEvent, NewEvent, StoredEvent } from '../event';
import {
  EventStore,
  type Checkpoint,
  type ExpectedVersion,
  type Handled,
  type HandleRequest,
  type LogBatch,
  type LookUps,
  type References,
  type StreamRef,
} from '../event-store';
import { expectVersion } from '../expected-version';
import type { InlineProjection, RebuildProgress } from '../projection';
import { findRepeated } from '../repeated-append';
import type { Statement } from '../statement';
import { Upcasters, type Upcaster } from '../upcaster';
import { loadCheckpoint, moveCheckpoint, positionOf } from './checkpoints';
import type { EventLog } from './event-log';
import { handleCommand } from './handle-command';
import { insertEvents } from './insert-events';
import {
  readAccount,
  readAccountBackwards,
  readEventById,
  readEventsAfter,
  readEventsAt,
  readStreamBackwards,
  readStreamEvents,
} from './read-events';
import { findPositionAt, readLastPosition } from './positions';
import { RecentEvents } from './recent-events';
import { Sequences } from './sequences';
import { rebuildProjection } from './rebuild/rebuild-projection';
import { dropBeside } from './rebuild/tables-beside';
import type { SqliteConnection } from './sqlite-connection';
import type { SqliteWriter } from './sqlite-writer';
import { StreamStates } from './stream-states';

const IDLE_CHECKPOINT_DELAY_MS = 100;

/** The event store on SQLite: every write goes through the one writer, reads are synchronous. */
export class SqliteEventStore extends EventStore {
  private readonly log: EventLog;
  private readonly states: StreamStates;
  private readonly listeners = new Set<() => void>();
  private readonly rebuilding = new Set<string>();

  constructor(
    private readonly connection: SqliteConnection,
    private readonly writer: SqliteWriter,
    private readonly clock: Clock,
  ) {
    super();
    this.log = {
      connection,
      projections: [],
      upcasters: new Upcasters(),
      recent: new RecentEvents(),
      sequences: new Sequences(connection),
    };
    this.states = new StreamStates(this.log);
    writer.attachCache(this.states);
    writer.attachCache(this.log.recent);
    writer.attachCache(this.log.sequences);
    // Of a process that was killed in the middle of a rebuild.
    dropBeside(connection);
  }

  async handle<
    Command,
    State,
    Event extends DomainEvent,
    Refs extends References,
    Found extends LookUps,
  >(
    decider: Decider<Command, State, Event>,
    request: HandleRequest<NoInfer<Command>, NoInfer<State>, Refs, Found>,
  ): Promise<Handled<State, Event>> {
    const handled = await this.writer.write(() =>
      handleCommand(this.log, this.states, decider, request, this.clock.nowMs()),
    );
    if (handled.events.length > 0) this.announce();
    return handled;
  }

  async append(
    stream: string,
    events: readonly NewEvent[],
    expectedVersion: ExpectedVersion,
  ): Promise<readonly StoredEvent[]> {
    const stored = await this.writer.write(() => {
      const repeated = findRepeated(stream, events, (id) => readEventById(this.log, id));
      if (repeated) return repeated;
      const version = this.states.version(stream);
      expectVersion(stream, version, expectedVersion);
      const inserted = insertEvents(this.log, stream, version, events, this.clock.nowMs());
      if (events.length > 0) this.states.bumpVersion(stream, version + events.length);
      this.log.recent.add(inserted);
      return inserted.events;
    });
    this.announce();
    return stored;
  }

  async readStream(
    stream: string,
    { fromVersion = 1, limit = -1 }: { fromVersion?: number; limit?: number } = {},
  ): Promise<readonly StoredEvent[]> {
    return readStreamEvents(this.log, stream, fromVersion, limit);
  }

  async readStreamBackwards(
    stream: string,
    { beforeVersion, limit = -1 }: { beforeVersion?: number; limit?: number } = {},
  ): Promise<readonly StoredEvent[]> {
    return readStreamBackwards(this.log, stream, beforeVersion, limit);
  }

  async readState<State>(ref: StreamRef<State>): Promise<State | undefined> {
    return this.states.load(ref)?.state;
  }

  async readStates<State>(
    refs: readonly StreamRef<State>[],
  ): Promise<readonly (State | undefined)[]> {
    return this.states.loadAll(refs).map((entry) => entry?.state);
  }

  async readBatch(after: Checkpoint, limit: number): Promise<LogBatch> {
    const position = positionOf(after);
    const events =
      this.log.recent.after(position, limit) ?? readEventsAfter(this.log, position, limit);
    const last = events.at(-1);
    return { events, checkpoint: last ? String(last.position) : after };
  }

  async readPositions(positions: readonly number[]): Promise<readonly StoredEvent[]> {
    return readEventsAt(this.log, positions);
  }

  async readAccountBackwards(
    accountId: number,
    { beforePosition, limit }: { readonly beforePosition: number; readonly limit: number },
  ): Promise<readonly StoredEvent[]> {
    return readAccountBackwards(this.log, accountId, beforePosition, limit);
  }

  async readAccount(
    accountId: number,
    { fromPosition, limit }: { readonly fromPosition: number; readonly limit: number },
  ): Promise<readonly StoredEvent[]> {
    return readAccount(this.log, accountId, fromPosition, limit);
  }

  async lastPosition(): Promise<number> {
    return readLastPosition(this.log);
  }

  async positionAt(timeMs: number): Promise<number> {
    return findPositionAt(this.log, timeMs);
  }

  async loadCheckpoint(consumer: string): Promise<Checkpoint> {
    return loadCheckpoint(this.connection, consumer);
  }

  checkpointBehind({ position }: StoredEvent): Checkpoint {
    return String(position);
  }

  commitBatch(
    consumer: string,
    from: Checkpoint,
    to: Checkpoint,
    statements: readonly Statement[],
  ): Promise<void> {
    return this.writer.write(
      () => {
        moveCheckpoint(this.connection, consumer, from, to);
        this.connection.runAll(statements);
      },
      // A mere move is no loss when it is lost. It rides along with the next append, which wakes
      // the consumer anyway, and spares the disk a sync for each batch that nobody wants.
      { maxDelayMs: statements.length === 0 ? IDLE_CHECKPOINT_DELAY_MS : 0 },
    );
  }

  onAppended(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  addProjection(projection: InlineProjection): void {
    const tables = Object.fromEntries(projection.tables.map((table) => [table, table]));
    this.log.projections.push({ projection, tables });
  }

  async *rebuildProjection(name: string): AsyncGenerator<RebuildProgress, void> {
    const all = this.log.projections.map(({ projection }) => projection);
    const wanted = all.find((projection) => projection.name === name);
    if (!wanted) {
      throw new UnknownProjectionError(
        name,
        all.map((projection) => projection.name),
      );
    }
    if (this.rebuilding.has(name)) throw new ProjectionBusyError(name);
    this.rebuilding.add(name);
    try {
      yield* rebuildProjection(this.log, this.writer, wanted);
    } finally {
      this.rebuilding.delete(name);
    }
  }

  addUpcaster(upcaster: Upcaster): void {
    this.log.upcasters.add(upcaster);
    this.log.recent.drop();
  }

  private announce(): void {
    for (const listener of this.listeners) listener();
  }
}
