import type { Decider } from '../decider';
import type { DomainEvent, StoredEvent } from '../event';
import type {
  CommandMetadata,
  Facts,
  Handled,
  HandleRequest,
  LookUps,
  References,
  StreamRef,
} from '../event-store';
import { drawId, returnIds } from './draw-id';
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
  const metadataBy = (id: (sequence: string) => number): CommandMetadata =>
    typeof request.metadata === 'function' ? request.metadata(id) : request.metadata;
  // No key is made of an id, and none may be drawn for a command that is not decided.
  const { idempotency } = metadataBy(() => 0);
  const recorded = idempotency && findRecordedCommand(log.connection, idempotency, nowMs);
  if (recorded) return repeatCommand(log, states, decider, request.stream, recorded);

  const drawn = drawIds(log);
  const stream = typeof request.stream === 'string' ? request.stream : request.stream(drawn.id);
  const { version, state } = states.load({ stream, decider }) ?? {
    version: 0,
    state: decider.initialState,
  };
  const occurredAt = new Date(nowMs).toISOString();
  const command = request.command({
    id: drawn.id,
    drawId: drawn.drawId,
    state,
    occurredAt,
    references: loadReferences(states, request.references?.(state)),
    found: lookUp(log, request.lookUps?.(state)),
  });
  const decided = decider.decide(command, state);
  if (decided.length === 0) {
    drawn.giveBack();
    return { events: [], state };
  }

  const { accountId, actor, correlationId } = metadataBy(drawn.id);
  const metadata = { accountId, actor, correlationId, causationId: null, occurredAt };
  const events = insertEvents(
    log,
    stream,
    version,
    decided.map(({ type, schemaVersion = log.upcasters.newestSchemaVersion(type), data }) => ({
      type,
      schemaVersion,
      data,
      metadata,
    })),
    nowMs,
  ) as StoredEvent<Event>[];
  const evolved = events.reduce(
    (before, event) => decider.evolve(before, event as DomainEvent as Event),
    state,
  );
  const lastVersion = version + events.length;
  if (idempotency) {
    const place = { stream, firstVersion: version + 1, lastVersion };
    recordCommand(log.connection, idempotency, place, nowMs);
  }
  // Last, so that a failure above leaves the states in memory as they were.
  states.set(stream, { version: lastVersion, state: evolved, stateSchema: decider.stateSchema });
  return { events, state: evolved };
}

interface DrawnIds extends Pick<Facts<never, never>, 'id' | 'drawId'> {
  /** Of a command that decided nothing: sequences have no holes. */
  giveBack(): void;
}

function drawIds({ connection }: EventLog): DrawnIds {
  const ids = new Map<string, number>();
  const counts = new Map<string, number>();
  const draw = (sequence: string): number => {
    counts.set(sequence, (counts.get(sequence) ?? 0) + 1);
    return drawId(connection, sequence);
  };
  return {
    drawId: draw,
    id(sequence) {
      const id = ids.get(sequence) ?? draw(sequence);
      ids.set(sequence, id);
      return id;
    },
    giveBack() {
      for (const [sequence, count] of counts) returnIds(connection, sequence, count);
    },
  };
}

function loadReferences<Refs extends References>(
  states: StreamStates,
  references: Refs | undefined,
): Facts<unknown, Refs>['references'] {
  const named = Object.entries(references ?? {}).filter(
    (entry): entry is [string, StreamRef<unknown>] => entry[1] !== undefined,
  );
  const loaded = states.loadAll(named.map(([, ref]) => ref));
  const byName: Record<string, unknown> = {};
  named.forEach(([name], index) => {
    byName[name] = loaded[index]?.state;
  });
  return byName as Facts<unknown, Refs>['references'];
}

function lookUp<Found extends LookUps>(
  log: EventLog,
  lookUps: Found | undefined,
): Facts<unknown, References, Found>['found'] {
  const found = Object.entries(lookUps ?? {}).map(([name, { sql, params }]) => {
    const row = log.connection.get<{ position: number }>(sql, ...params);
    return [name, row && readEventsAt(log, [row.position])[0]];
  });
  return Object.fromEntries(found) as Facts<unknown, References, Found>['found'];
}
