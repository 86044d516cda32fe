import { Clock } from '../clock';
import type { Decider } from '../decider';
import { EventIdTakenError, WrongExpectedVersionError } from '../errors';
import type { DomainEvent, NewEvent, StoredEvent } from '../event';
import {
  EventStore,
  type Checkpoint,
  type ExpectedVersion,
  type Facts,
  type Handled,
  type HandleRequest,
  type LogBatch,
  type LookUps,
  type References,
  type StreamRef,
} from '../event-store';
import type { InlineProjection } from '../projection';
import type { Statement } from '../statement';
import { loadCheckpoint, moveCheckpoint, positionOf } from './checkpoints';
import { drawId } from './draw-id';
import { insertEvents } from './insert-events';
import { readEventById, readEventsAfter, readEventsAt, readStreamEvents } from './read-events';
import type { SqliteConnection } from './sqlite-connection';
import type { SqliteWriter } from './sqlite-writer';
import { StreamStates } from './stream-states';

const IDLE_CHECKPOINT_DELAY_MS = 100;

/** The event store on SQLite: every write goes through the one writer, reads are synchronous. */
export class SqliteEventStore extends EventStore {
  private readonly states: StreamStates;
  private readonly projections: InlineProjection[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly connection: SqliteConnection,
    private readonly writer: SqliteWriter,
    private readonly clock: Clock,
  ) {
    super();
    this.states = new StreamStates(connection);
    writer.attachCache(this.states);
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
    const handled = await this.writer.write(() => this.decideAndAppend(decider, request));
    if (handled.events.length > 0) this.announce();
    return handled;
  }

  async append(
    stream: string,
    events: readonly NewEvent[],
    expectedVersion: ExpectedVersion,
  ): Promise<readonly StoredEvent[]> {
    const stored = await this.writer.write(() => {
      const repeated = this.findRepeated(stream, events);
      if (repeated) return repeated;
      const version = this.states.version(stream);
      expectVersion(stream, version, expectedVersion);
      const inserted = this.insert(stream, version, events, this.clock.nowMs());
      if (inserted.length > 0) this.states.bumpVersion(stream, version + inserted.length);
      return inserted;
    });
    this.announce();
    return stored;
  }

  async readStream(
    stream: string,
    { fromVersion = 1, limit = -1 }: { fromVersion?: number; limit?: number } = {},
  ): Promise<readonly StoredEvent[]> {
    return readStreamEvents(this.connection, stream, fromVersion, limit);
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
    const events = readEventsAfter(this.connection, positionOf(after), limit);
    const last = events.at(-1);
    return { events, checkpoint: last ? String(last.position) : after };
  }

  async readPositions(positions: readonly number[]): Promise<readonly StoredEvent[]> {
    return readEventsAt(this.connection, positions);
  }

  async loadCheckpoint(consumer: string): Promise<Checkpoint> {
    return loadCheckpoint(this.connection, consumer);
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
    this.projections.push(projection);
  }

  private decideAndAppend<
    Command,
    State,
    Event extends DomainEvent,
    Refs extends References,
    Found extends LookUps,
  >(
    decider: Decider<Command, State, Event>,
    request: HandleRequest<NoInfer<Command>, NoInfer<State>, Refs, Found>,
  ): Handled<State, Event> {
    const nowMs = this.clock.nowMs();
    const draw = (sequence: string): number => drawId(this.connection, sequence);
    const ids = new Map<string, number>();
    const id = (sequence: string): number => {
      const known = ids.get(sequence) ?? draw(sequence);
      ids.set(sequence, known);
      return known;
    };
    const stream = typeof request.stream === 'string' ? request.stream : request.stream(id);
    const { version, state } = this.states.load({ stream, decider }) ?? {
      version: 0,
      state: decider.initialState,
    };
    const occurredAt = new Date(nowMs).toISOString();
    const references = this.loadReferences(request.references?.(state));
    const found = this.lookUp(request.lookUps?.(state));
    const command = request.command({ state, references, found, id, drawId: draw, occurredAt });
    const events = decider.decide(command, state);
    if (events.length === 0) return { events: [], state };

    const given = typeof request.metadata === 'function' ? request.metadata(id) : request.metadata;
    const metadata = { ...given, causationId: null, occurredAt };
    const inserted = this.insert(
      stream,
      version,
      events.map((event) => ({ ...event, metadata })),
      nowMs,
    );
    const evolved = events.reduce((before, event) => decider.evolve(before, event), state);
    // Last, so that a failure above leaves the states in memory as they were.
    this.states.set(stream, {
      version: version + inserted.length,
      state: evolved,
      stateSchema: decider.stateSchema,
    });
    return { events: inserted as StoredEvent<Event>[], state: evolved };
  }

  private loadReferences<State, Refs extends References>(
    references: Refs | undefined,
  ): Facts<State, Refs>['references'] {
    const states = Object.entries(references ?? {}).map(([name, ref]) => [
      name,
      this.states.load(ref)?.state,
    ]);
    return Object.fromEntries(states) as Facts<State, Refs>['references'];
  }

  private lookUp<Found extends LookUps>(
    lookUps: Found | undefined,
  ): Facts<unknown, References, Found>['found'] {
    const found = Object.entries(lookUps ?? {}).map(([name, { sql, params }]) => {
      const row = this.connection.get<{ position: number }>(sql, ...params);
      return [name, row && readEventsAt(this.connection, [row.position])[0]];
    });
    return Object.fromEntries(found) as Facts<unknown, References, Found>['found'];
  }

  private insert(
    stream: string,
    currentVersion: number,
    events: readonly NewEvent[],
    nowMs: number,
  ): StoredEvent[] {
    return insertEvents(this.connection, this.projections, stream, currentVersion, events, nowMs);
  }

  /** The events as stored, where an append with these ids was answered with success before. */
  private findRepeated(stream: string, events: readonly NewEvent[]): StoredEvent[] | undefined {
    const twice = events.find(
      ({ id }, index) => id && events.findIndex((each) => each.id === id) < index,
    );
    if (twice?.id) throw new EventIdTakenError(twice.id);
    const found = events.map(({ id }) => (id ? readEventById(this.connection, id) : undefined));
    const taken = found.find((event) => event !== undefined);
    if (!taken) return undefined;
    const repeated = found.filter((event) => event?.stream === stream) as StoredEvent[];
    if (repeated.length < events.length) throw new EventIdTakenError(taken.id);
    return repeated;
  }

  private announce(): void {
    for (const listener of this.listeners) listener();
  }
}

function expectVersion(stream: string, actual: number, expected: ExpectedVersion): void {
  const met =
    expected === 'any' ||
    (expected === 'no-stream' && actual === 0) ||
    (expected === 'stream-exists' && actual > 0) ||
    expected === actual;
  if (!met) throw new WrongExpectedVersionError(stream, expected, actual);
}
