import type { DecisionFacts } from '../../decide-command';
import type { NewEvent, StoredEvent } from '../../event';
import type { StreamRef } from '../../event-store';
import { makeEventId } from '../../event-id';
import type { Idempotency } from '../../idempotency/idempotency-keys';
import { recordedIn, type RecordedCommand } from '../../idempotency/key-row';
import type { StreamState } from '../../state-cache';
import type { Statement } from '../../statement';
import type { EventLog } from '../event-log';
import { isExpired, type KeyOfCommand } from '../idempotency-table';
import type { BatchFacts } from './batch-facts';

/** Thrown where a decision can only be made once what the batch has written so far is committed. */
const AFTER_THIS_COMMIT = new Error('Decided after this commit');

/** An event that has yet to get its place in the log. */
export interface DraftedEvent {
  readonly appended: NewEvent;
  /** JSON, made before the log is locked. */
  readonly data: string;
  readonly metadata: string;
  /** As it will be read: of the newest shape. */
  readonly event: { -readonly [Key in keyof StoredEvent]: StoredEvent[Key] };
}

/** What one write has looked up, and what it got. */
export interface LookedUp {
  readonly statement: Statement;
  readonly position: number | null;
}

/** What one write adds to the log. */
export interface Addition {
  readonly events: readonly DraftedEvent[];
  readonly lookedUp: readonly LookedUp[];
}

/**
 * What the writes of a batch make of the database, in memory: each decides on what those before it
 * have left. What is not known yet is taken note of by the {@link BatchFacts}.
 */
export class Draft implements DecisionFacts {
  readonly streams = new Map<string, StreamState>();
  readonly sequences = new Map<string, number>();
  readonly keys = new Map<string, KeyOfCommand>();
  private readonly ids = new Set<string>();

  /** Whether the write under way has to wait for this commit. */
  mustWait = false;
  private ownStream: string | undefined;
  private readonly drawn = new Map<string, number>();
  private lookedUp: LookedUp[] = [];
  private drafted: DraftedEvent[] = [];

  constructor(
    private readonly log: EventLog,
    private readonly facts: BatchFacts,
    readonly nowMs: number,
    /** Whether streams that are named by a new number may be taken for new. */
    private readonly assumesNew: boolean,
  ) {}

  /** To be called before each write. */
  begin(): void {
    this.mustWait = false;
    this.ownStream = undefined;
    this.drawn.clear();
    this.lookedUp = [];
    this.drafted = [];
  }

  /** What the write has added. */
  take(): Addition {
    return { events: this.drafted, lookedUp: this.lookedUp };
  }

  /** Of a write that failed: sequences have no holes. */
  undo(): void {
    for (const [sequence, count] of this.drawn) this.returnIds(sequence, count);
  }

  recordedCommand(idempotency: Idempotency): RecordedCommand | undefined {
    if (this.keys.has(idempotency.key)) this.wait();
    const row = this.facts.keys.get(idempotency.key);
    return recordedIn(row && !isExpired(row, this.nowMs) ? row : undefined, idempotency);
  }

  load<State>(
    ref: StreamRef<State>,
    isNamedById: boolean,
  ): { version: number; state: State } | undefined {
    this.ownStream = ref.stream;
    if (isNamedById && this.assumesNew) this.facts.streams.assumeNone(ref);
    return this.stateOf(ref);
  }

  loadAll<State>(
    refs: readonly StreamRef<State>[],
  ): ({ version: number; state: State } | undefined)[] {
    return this.each(refs, (ref) => this.stateOf(ref));
  }

  version(stream: string): number {
    const drafted = this.streams.get(stream);
    return drafted?.version ?? this.facts.streams.get({ stream })?.version ?? 0;
  }

  /** Events by their ids, of which none may be one that the batch has yet to write. */
  eventsById(ids: readonly string[]): Map<string, StoredEvent> {
    if (ids.some((id) => this.ids.has(id))) this.wait();
    const events = this.each(ids, (id) => this.facts.events.get(id));
    return new Map(events.flatMap((event) => (event ? [[event.id, event]] : [])));
  }

  lookUp(statement: Statement): StoredEvent | undefined {
    // Of a stream that has just gone on, it would find something else.
    if (this.streams.has(this.ownStream!)) this.wait();
    const event = this.facts.lookUps.get(statement);
    this.lookedUp.push({ statement, position: event?.position ?? null });
    return event;
  }

  drawId(sequence: string): number {
    const value = (this.sequences.get(sequence) ?? this.facts.sequences.get(sequence)!) + 1;
    this.sequences.set(sequence, value);
    this.drawn.set(sequence, (this.drawn.get(sequence) ?? 0) + 1);
    return value;
  }

  returnIds(sequence: string, count: number): void {
    this.sequences.set(sequence, this.sequences.get(sequence)! - count);
    this.drawn.delete(sequence);
  }

  newestSchemaVersion(type: string): number {
    return this.log.upcasters.newestSchemaVersion(type);
  }

  /** Drafts events behind a stream's version; {@link advance} makes them count. */
  draftEvents(stream: string, version: number, events: readonly NewEvent[]): StoredEvent[] {
    this.drafted = events.map((appended, index) => {
      const { id = makeEventId(), type, schemaVersion = 1, data, metadata } = appended;
      const event = this.log.upcasters.upcast({
        id,
        stream,
        version: version + 1 + index,
        // Of the commit, which numbers them.
        position: 0,
        type,
        schemaVersion,
        data,
        metadata,
        recordedAtMs: 0,
      });
      return {
        appended,
        data: JSON.stringify(data),
        metadata: JSON.stringify(metadata),
        event,
      };
    });
    return this.drafted.map(({ event }) => event);
  }

  /** Has the writes to come decide on a stream as the drafted events leave it. */
  advance(stream: string, state: StreamState, key?: KeyOfCommand): void {
    this.streams.set(stream, state);
    for (const { appended } of this.drafted) if (appended.id) this.ids.add(appended.id);
    if (key) this.keys.set(key.key, key);
  }

  private stateOf<State>(ref: StreamRef<State>): { version: number; state: State } | undefined {
    const drafted = this.streams.get(ref.stream);
    // Appended to, or kept in another shape.
    if (drafted && drafted.stateSchema !== ref.decider.stateSchema) this.wait();
    return (drafted ?? this.facts.streams.get(ref)) as
      { version: number; state: State } | undefined;
  }

  /** Asks for all of them, so that all that is missing is read at once. */
  private each<Asked, Value>(asked: readonly Asked[], get: (asked: Asked) => Value): Value[] {
    let failed: unknown;
    const values = asked.map((one) => {
      try {
        return get(one);
      } catch (error) {
        failed ??= error;
        return undefined as Value;
      }
    });
    if (failed) throw failed as Error;
    return values;
  }

  private wait(): never {
    this.mustWait = true;
    throw AFTER_THIS_COMMIT;
  }
}
