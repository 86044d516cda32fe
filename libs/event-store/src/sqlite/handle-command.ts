import { decideCommand, type DecisionFacts } from '../decide-command';
import type { Decider } from '../decider';
import type { DomainEvent, StoredEvent } from '../event';
import type { Handled, HandleRequest, LookUps, References, StreamRef } from '../event-store';
import type { Idempotency } from '../idempotency/idempotency-keys';
import type { RecordedCommand } from '../idempotency/key-row';
import type { Statement } from '../statement';
import type { EventLog } from './event-log';
import { findRecordedCommand, recordCommand } from './idempotency-table';
import { insertEvents } from './insert-events';
import { readEventsAt } from './read-events';
import { repeatCommand } from './repeat-command';
import type { StreamStates } from './stream-states';

/** Decides a command and appends its events, unless its key says that it was. To be called inside a write. */
export function handleCommand<
  Command,
  State,
  Event extends DomainEvent,
  Refs extends References,
  Found extends LookUps,
>(
  log: EventLog,
  states: StreamStates,
  decider: Decider<Command, State, Event>,
  request: HandleRequest<NoInfer<Command>, NoInfer<State>, Refs, Found>,
  nowMs: number,
): Handled<State, Event> {
  return log.sequences.undoing(() => {
    const decision = decideCommand(new WriterFacts(log, states, nowMs), decider, request, nowMs);
    if (decision.kind === 'recorded') {
      return repeatCommand(log, states, decider, request.stream, decision.recorded);
    }
    if (decision.kind === 'nothing') return { events: [], state: decision.state };

    const { stream, version, state, idempotency } = decision;
    const inserted = insertEvents(log, stream, version, decision.events, nowMs);
    const events = inserted.events as readonly StoredEvent<Event>[];
    const evolved = events.reduce(
      (before, event) => decider.evolve(before, event as DomainEvent as Event),
      state,
    );
    const lastVersion = version + events.length;
    if (idempotency) {
      const place = { stream, firstVersion: version + 1, lastVersion };
      recordCommand(log.connection, idempotency, place, nowMs);
    }
    // Last, so that a failure above leaves what is in memory as it was.
    log.recent.add(inserted);
    states.set(stream, { version: lastVersion, state: evolved, stateSchema: decider.stateSchema });
    return { events, state: evolved };
  });
}

/** As of the writer's turn. */
class WriterFacts implements DecisionFacts {
  constructor(
    private readonly log: EventLog,
    private readonly states: StreamStates,
    private readonly nowMs: number,
  ) {}

  recordedCommand(idempotency: Idempotency): RecordedCommand | undefined {
    return findRecordedCommand(this.log.connection, idempotency, this.nowMs);
  }

  load<State>(ref: StreamRef<State>): { version: number; state: State } | undefined {
    return this.states.load(ref);
  }

  loadAll<State>(
    refs: readonly StreamRef<State>[],
  ): ({ version: number; state: State } | undefined)[] {
    return this.states.loadAll(refs);
  }

  lookUp({ sql, params }: Statement): StoredEvent | undefined {
    const row = this.log.connection.get<{ position: number }>(sql, ...params);
    return row && readEventsAt(this.log, [row.position])[0];
  }

  drawId(sequence: string): number {
    return this.log.sequences.draw(sequence);
  }

  returnIds(sequence: string, count: number): void {
    this.log.sequences.giveBack(sequence, count);
  }

  newestSchemaVersion(type: string): number {
    return this.log.upcasters.newestSchemaVersion(type);
  }
}
