import type { Decider } from './decider';
import type { Actor, DomainEvent, NewEvent, StoredEvent } from './event';
import type { Idempotency } from './idempotency/idempotency-keys';
import type { InlineProjection, RebuildProgress } from './projection';
import type { Statement } from './statement';
import type { Upcaster } from './upcaster';

/** A number is the stream's current version; its first event has version 1. */
export type ExpectedVersion = number | 'no-stream' | 'stream-exists' | 'any';

/** How far a reader of the log has come. Opaque: only the store that made it can read it. */
export type Checkpoint = string;

/** Before the first event. */
export const BEGINNING: Checkpoint = '';

/** Who asks, and on whose behalf: what the events of a command remember of it. */
export interface CommandMetadata {
  readonly accountId: number | null;
  readonly actor: Actor | null;
  readonly correlationId: string;
  /** Has the command decided once, however often it is sent. No event remembers it. */
  readonly idempotency?: Idempotency;
}

/** A stream and how to fold it. */
export interface StreamRef<State> {
  readonly stream: string;
  readonly decider: StateFold<State>;
}

/** What of a decider is needed to know a stream's state. */
export type StateFold<State> = Pick<
  Decider<never, State, never>,
  'stateSchema' | 'initialState' | 'evolve'
>;

/** undefined for a stream that there is none of, such as the assignee's where nobody is assigned. */
export type References = Readonly<Record<string, StreamRef<unknown> | undefined>>;

/** Statements that select the `position` of one event each. */
export type LookUps = Readonly<Record<string, Statement>>;

/** What a command may look at while it is decided, all of it as of that very moment. */
export interface Facts<State, Refs extends References, Found extends LookUps = LookUps> {
  readonly state: State;
  /** The states of the streams that {@link HandleRequest.references} named; undefined where one has no events. */
  readonly references: {
    readonly [Name in keyof Refs]:
      (Refs[Name] extends StreamRef<infer Other> | undefined ? Other : never) | undefined;
  };
  /** The events that {@link HandleRequest.lookUps} selected; undefined where one selected none. */
  readonly found: { readonly [Name in keyof Found]: StoredEvent | undefined };
  /** The number this command has drawn from a sequence: drawn when first asked for, then the same. */
  readonly id: (sequence: string) => number;
  /** Another number of a sequence at each call. */
  readonly drawId: (sequence: string) => number;
  /** ISO 8601: what the events will say of when they happened. */
  readonly occurredAt: string;
}

/**
 * What a command is made of. Its functions are called again where more is to be read first, or another
 * process has come in between: the last calls count.
 */
export interface HandleRequest<
  Command,
  State,
  Refs extends References,
  Found extends LookUps = LookUps,
> {
  /** The stream to decide for, or its name made from the ids drawn for it. */
  readonly stream: string | ((id: (sequence: string) => number) => string);
  /** The same for all events of the command; made from the ids where the actor is who it creates. */
  readonly metadata: CommandMetadata | ((id: (sequence: string) => number) => CommandMetadata);
  /** Other streams whose states the command needs, given this stream's state. */
  references?(state: State): Refs;
  /** Single events the command needs, given this stream's state, such as the one a read model points to. */
  lookUps?(state: State): Found;
  command(facts: Facts<State, Refs, Found>): Command;
}

export interface Handled<State, Event extends DomainEvent> {
  readonly events: readonly StoredEvent<Event>[];
  readonly state: State;
}

export interface LogBatch {
  readonly events: readonly StoredEvent[];
  /** To be given as `after` for the next batch. */
  readonly checkpoint: Checkpoint;
}

/** The append-only log. Each driver passes the suite in `testing/event-store-conformance`. */
export abstract class EventStore {
  /**
   * Decides a command on fresh state and appends its events, all in one turn of the writer: of
   * any number of concurrent commands on one stream none has to try again. Resolves after the
   * commit.
   *
   * A command whose `metadata.idempotency` was recorded in the last 24 hours is not decided: it
   * resolves to the events of then and the state behind them. It is recorded in the commit of its
   * events, so a command that was refused or decided nothing leaves its key free.
   * @throws IdempotencyConflictError where the key stands for another request
   * @throws whatever `command` or `decide` throws, having changed nothing
   * @throws UniqueViolationError where a projection's constraint refuses
   */
  abstract handle<
    Command,
    State,
    Event extends DomainEvent,
    Refs extends References,
    Found extends LookUps,
  >(
    decider: Decider<Command, State, Event>,
    request: HandleRequest<NoInfer<Command>, NoInfer<State>, Refs, Found>,
  ): Promise<Handled<State, Event>>;

  /**
   * Appends events as they are. An append whose ids are all in this stream already is answered
   * with the events stored then.
   * @throws WrongExpectedVersionError, EventIdTakenError, UniqueViolationError
   */
  abstract append(
    stream: string,
    events: readonly NewEvent[],
    expectedVersion: ExpectedVersion,
  ): Promise<readonly StoredEvent[]>;

  /** A stream's events from a version on, oldest first. */
  abstract readStream(
    stream: string,
    options?: { fromVersion?: number; limit?: number },
  ): Promise<readonly StoredEvent[]>;

  /** A stream's events below a version, newest first; from its last one on where none is given. */
  abstract readStreamBackwards(
    stream: string,
    options?: { beforeVersion?: number; limit?: number },
  ): Promise<readonly StoredEvent[]>;

  /** What a decider's stream amounts to now; undefined where it has no events. */
  abstract readState<State>(ref: StreamRef<State>): Promise<State | undefined>;

  /** The same for many streams, in the order asked for, at the cost of one. */
  abstract readStates<State>(
    refs: readonly StreamRef<State>[],
  ): Promise<readonly (State | undefined)[]>;

  /** The next events of the log after a checkpoint, in commit order, without holes. */
  abstract readBatch(after: Checkpoint, limit: number): Promise<LogBatch>;

  /** The newest events of an account before a position, newest first. */
  abstract readAccountBackwards(
    accountId: number,
    options: { readonly beforePosition: number; readonly limit: number },
  ): Promise<readonly StoredEvent[]>;

  /** The next events of an account from a position on, in the order of the log. */
  abstract readAccount(
    accountId: number,
    options: { readonly fromPosition: number; readonly limit: number },
  ): Promise<readonly StoredEvent[]>;

  /** The events at these positions, in ascending order. */
  abstract readPositions(positions: readonly number[]): Promise<readonly StoredEvent[]>;

  /** Of the newest event; 0 for an empty log. */
  abstract lastPosition(): Promise<number>;

  /**
   * The position of the first event recorded at or after a time; behind the last one where there is
   * none.
   * @param timeMs unix milliseconds
   */
  abstract positionAt(timeMs: number): Promise<number>;

  abstract loadCheckpoint(consumer: string): Promise<Checkpoint>;

  /** Of who has seen to everything up to an event, and to that. */
  abstract checkpointBehind(event: StoredEvent): Checkpoint;

  /**
   * Writes what a consumer made of a batch together with its new checkpoint.
   * @throws CheckpointMovedError where the stored checkpoint is not `from`
   */
  abstract commitBatch(
    consumer: string,
    from: Checkpoint,
    to: Checkpoint,
    statements: readonly Statement[],
  ): Promise<void>;

  /** Calls the listener soon after each append. A hint: a poll must be the guarantee. */
  abstract onAppended(listener: () => void): () => void;

  /** Has a read model kept in the transaction of every append from now on. */
  abstract addProjection(projection: InlineProjection): void;

  /**
   * Makes a projection's tables anew from the log, while they are read and written as ever, and
   * puts them in the place of the live ones in one commit. Tells how far it has come after each
   * chunk of events; whoever takes no more of it ends it, and the live tables stay as they are.
   * @throws UnknownProjectionError, ProjectionBusyError
   * @throws ProjectionFailedError where the log cannot be projected; the live tables stay as they are
   */
  abstract rebuildProjection(name: string): AsyncGenerator<RebuildProgress, void>;

  /**
   * Has every event of an older shape come out of the log in the newest, wherever it is read.
   * States are folded of that as well: where it makes another state, raise the decider's `stateSchema`.
   */
  abstract addUpcaster(upcaster: Upcaster): void;
}
