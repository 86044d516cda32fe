import type { Clock } from '../clock';
import type { Decider } from '../decider';
import type { DomainEvent, NewEvent, StoredEvent } from '../event';
import {
  BEGINNING,
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
import { UnknownProjectionError } from '../errors';
import type { InlineProjection, RebuildProgress } from '../projection';
import { APPENDED, type Signals } from '../signals/signals';
import { StateCache, type StreamState } from '../state-cache';
import type { Statement } from '../statement';
import { Upcasters, type Upcaster } from '../upcaster';
import { commitBatch, loadCheckpoint } from './checkpoints';
import { BatchCommitter } from './commit/commit-batch';
import { CommitLoop } from './commit/commit-loop';
import type { EventLog } from './event-log';
import { appendEvents, handleCommand } from './handle-command';
import { findPositionAt, readLastPosition } from './positions';
import type { PostgresConnection } from './postgres-connection';
import {
  readAccount,
  readAccountBackwards,
  readEventsAfter,
  readEventsAt,
  readStreamBackwards,
  readStreamEvents,
} from './read-events';
import { rebuildProjection } from './rebuild/rebuild-projection';
import { StateReads } from './state-reads';
import { loadStates } from './stream-states';

/** The event store on PostgreSQL, of which any number of processes may have one on the same database. */
export class PostgresEventStore extends EventStore {
  private readonly log: EventLog;
  private readonly states = new StateCache();
  private readonly stateReads: StateReads<StreamState>;
  private readonly loop: CommitLoop;

  constructor(
    private readonly connection: PostgresConnection,
    clock: Clock,
    private readonly signals: Signals,
  ) {
    super();
    this.log = { connection, clock, projections: [], upcasters: new Upcasters() };
    this.stateReads = new StateReads((refs) =>
      loadStates(connection, this.log.upcasters, this.states, refs),
    );
    const memory = { states: this.states, sequences: new Map<string, number>() };
    this.loop = new CommitLoop(new BatchCommitter(this.log, memory, () => signals.tell(APPENDED)));
  }

  handle<Command, State, Event extends DomainEvent, Refs extends References, Found extends LookUps>(
    decider: Decider<Command, State, Event>,
    request: HandleRequest<NoInfer<Command>, NoInfer<State>, Refs, Found>,
  ): Promise<Handled<State, Event>> {
    return this.loop.write((draft) =>
      handleCommand(this.log, this.states, draft, decider, request),
    );
  }

  append(
    stream: string,
    events: readonly NewEvent[],
    expectedVersion: ExpectedVersion,
  ): Promise<readonly StoredEvent[]> {
    return this.loop.write((draft) => appendEvents(draft, stream, events, expectedVersion));
  }

  readStream(
    stream: string,
    { fromVersion = 1, limit }: { fromVersion?: number; limit?: number } = {},
  ): Promise<readonly StoredEvent[]> {
    return readStreamEvents(this.log, stream, fromVersion, limit);
  }

  readStreamBackwards(
    stream: string,
    { beforeVersion, limit }: { beforeVersion?: number; limit?: number } = {},
  ): Promise<readonly StoredEvent[]> {
    return readStreamBackwards(this.log, stream, beforeVersion, limit);
  }

  async readState<State>(ref: StreamRef<State>): Promise<State | undefined> {
    return (await this.stateReads.read(ref))?.state as State | undefined;
  }

  async readStates<State>(
    refs: readonly StreamRef<State>[],
  ): Promise<readonly (State | undefined)[]> {
    const states = await Promise.all(refs.map((ref) => this.stateReads.read(ref)));
    return states.map((entry) => entry?.state as State | undefined);
  }

  async readBatch(after: Checkpoint, limit: number): Promise<LogBatch> {
    // Positions ascend in the order of the commits: nothing appears behind a reader.
    const position = after === BEGINNING ? 0 : Number(after);
    const events = await readEventsAfter(this.log, position, limit);
    const last = events.at(-1);
    return { events, checkpoint: last ? String(last.position) : after };
  }

  readPositions(positions: readonly number[]): Promise<readonly StoredEvent[]> {
    return readEventsAt(this.log, positions);
  }

  readAccountBackwards(
    accountId: number,
    { beforePosition, limit }: { readonly beforePosition: number; readonly limit: number },
  ): Promise<readonly StoredEvent[]> {
    return readAccountBackwards(this.log, accountId, beforePosition, limit);
  }

  readAccount(
    accountId: number,
    { fromPosition, limit }: { readonly fromPosition: number; readonly limit: number },
  ): Promise<readonly StoredEvent[]> {
    return readAccount(this.log, accountId, fromPosition, limit);
  }

  lastPosition(): Promise<number> {
    return readLastPosition(this.connection);
  }

  positionAt(timeMs: number): Promise<number> {
    return findPositionAt(this.connection, timeMs);
  }

  loadCheckpoint(consumer: string): Promise<Checkpoint> {
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
    return commitBatch(this.connection, consumer, from, to, statements);
  }

  onAppended(listener: () => void): () => void {
    return this.signals.listen(APPENDED, () => listener());
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
    yield* rebuildProjection(this.log, wanted);
  }

  addUpcaster(upcaster: Upcaster): void {
    this.log.upcasters.add(upcaster);
  }

  /** Commits what waits and refuses what comes after. The connection stays open. */
  close(): Promise<void> {
    return this.loop.close();
  }
}
