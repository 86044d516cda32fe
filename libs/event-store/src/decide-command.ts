import type { Decider } from './decider';
import type { DomainEvent, NewEvent, StoredEvent } from './event';
import type {
  CommandMetadata,
  Facts,
  HandleRequest,
  LookUps,
  References,
  StreamRef,
} from './event-store';
import type { Idempotency } from './idempotency/idempotency-keys';
import type { RecordedCommand } from './idempotency/key-row';
import type { Statement } from './statement';

/** What a decision asks of its driver, synchronously and as of one moment. */
export interface DecisionFacts {
  /** @throws IdempotencyConflictError where the key stands for another request */
  recordedCommand(idempotency: Idempotency): RecordedCommand | undefined;
  /**
   * The stream that is decided for.
   * @param isNamedById whether its name was made of a number drawn for it
   * @returns undefined where it has no events
   */
  load<State>(
    ref: StreamRef<State>,
    isNamedById: boolean,
  ): { version: number; state: State } | undefined;
  /** The same for others. */
  loadAll<State>(
    refs: readonly StreamRef<State>[],
  ): readonly ({ version: number; state: State } | undefined)[];
  /** The event at the position that a statement selects. */
  lookUp(statement: Statement): StoredEvent | undefined;
  /** The next number of a sequence. */
  drawId(sequence: string): number;
  /** Takes the last numbers of a sequence back: they were given to nothing. */
  returnIds(sequence: string, count: number): void;
  newestSchemaVersion(type: string): number;
}

/** What a command comes to. */
export type Decision<State> =
  | { readonly kind: 'recorded'; readonly recorded: RecordedCommand }
  | { readonly kind: 'nothing'; readonly state: State }
  | {
      readonly kind: 'events';
      readonly stream: string;
      /** The stream's before them. */
      readonly version: number;
      /** The same. */
      readonly state: State;
      readonly events: readonly NewEvent[];
      readonly idempotency: Idempotency | undefined;
    };

/** Decides a command, unless its key says that it was. */
export function decideCommand<
  Command,
  State,
  Event extends DomainEvent,
  Refs extends References,
  Found extends LookUps,
>(
  facts: DecisionFacts,
  decider: Decider<Command, State, Event>,
  request: HandleRequest<NoInfer<Command>, NoInfer<State>, Refs, Found>,
  nowMs: number,
): Decision<State> {
  const metadataBy = (id: (sequence: string) => number): CommandMetadata =>
    typeof request.metadata === 'function' ? request.metadata(id) : request.metadata;
  // No key is made of an id, and none may be drawn for a command that is not decided.
  const { idempotency } = metadataBy(() => 0);
  const recorded = idempotency && facts.recordedCommand(idempotency);
  if (recorded) return { kind: 'recorded', recorded };

  const drawn = drawIds(facts);
  const stream = typeof request.stream === 'string' ? request.stream : request.stream(drawn.id);
  const { version, state } = facts.load({ stream, decider }, drawn.hasDrawn()) ?? {
    version: 0,
    state: decider.initialState,
  };
  const occurredAt = new Date(nowMs).toISOString();
  const command = request.command({
    id: drawn.id,
    drawId: drawn.drawId,
    state,
    occurredAt,
    references: loadReferences(facts, request.references?.(state)),
    found: lookUp(facts, request.lookUps?.(state)),
  });
  const decided = decider.decide(command, state);
  if (decided.length === 0) {
    drawn.giveBack();
    return { kind: 'nothing', state };
  }

  const { accountId, actor, correlationId } = metadataBy(drawn.id);
  const metadata = { accountId, actor, correlationId, causationId: null, occurredAt };
  const events = decided.map(({ type, schemaVersion = facts.newestSchemaVersion(type), data }) => ({
    type,
    schemaVersion,
    data,
    metadata,
  }));
  return { kind: 'events', stream, version, state, events, idempotency };
}

interface DrawnIds extends Pick<Facts<never, never>, 'id' | 'drawId'> {
  hasDrawn(): boolean;
  /** Of a command that decided nothing: sequences have no holes. */
  giveBack(): void;
}

function drawIds(facts: DecisionFacts): DrawnIds {
  const ids = new Map<string, number>();
  const counts = new Map<string, number>();
  const draw = (sequence: string): number => {
    counts.set(sequence, (counts.get(sequence) ?? 0) + 1);
    return facts.drawId(sequence);
  };
  return {
    drawId: draw,
    hasDrawn: () => counts.size > 0,
    id(sequence) {
      const id = ids.get(sequence) ?? draw(sequence);
      ids.set(sequence, id);
      return id;
    },
    giveBack() {
      for (const [sequence, count] of counts) facts.returnIds(sequence, count);
    },
  };
}

function loadReferences<Refs extends References>(
  facts: DecisionFacts,
  references: Refs | undefined,
): Facts<unknown, Refs>['references'] {
  const named = Object.entries(references ?? {}).filter(
    (entry): entry is [string, StreamRef<unknown>] => entry[1] !== undefined,
  );
  const loaded = facts.loadAll(named.map(([, ref]) => ref));
  const byName: Record<string, unknown> = {};
  named.forEach(([name], index) => {
    byName[name] = loaded[index]?.state;
  });
  return byName as Facts<unknown, Refs>['references'];
}

function lookUp<Found extends LookUps>(
  facts: DecisionFacts,
  lookUps: Found | undefined,
): Facts<unknown, References, Found>['found'] {
  const found = Object.entries(lookUps ?? {}).map(([name, statement]) => [
    name,
    facts.lookUp(statement),
  ]);
  return Object.fromEntries(found) as Facts<unknown, References, Found>['found'];
}
