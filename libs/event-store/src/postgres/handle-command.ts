import { decideCommand } from '../decide-command';
import type { Decider } from '../decider';
import type { DomainEvent, NewEvent, StoredEvent } from '../event';
import type {
  ExpectedVersion,
  Handled,
  HandleRequest,
  LookUps,
  References,
  StateFold,
} from '../event-store';
import { expectVersion } from '../expected-version';
import { foldEvents } from '../fold';
import { expectSameCategory, type RecordedCommand } from '../idempotency/key-row';
import { findRepeated } from '../repeated-append';
import type { StateCache } from '../state-cache';
import type { Draft } from './commit/draft';
import type { Decided } from './commit/write';
import type { EventLog } from './event-log';
import { readStreamEvents } from './read-events';
import { loadStates } from './stream-states';

/** Decides a command and drafts its events, unless its key says that it was decided. */
export function handleCommand<
  Command,
  State,
  Event extends DomainEvent,
  Refs extends References,
  Found extends LookUps,
>(
  log: EventLog,
  states: StateCache,
  draft: Draft,
  decider: Decider<Command, State, Event>,
  request: HandleRequest<NoInfer<Command>, NoInfer<State>, Refs, Found>,
): Decided<Handled<State, Event>> {
  const decision = decideCommand(draft, decider, request, draft.nowMs);
  if (decision.kind === 'recorded') {
    const { recorded } = decision;
    expectSameCategory(request.stream, recorded.stream);
    return { answer: () => repeatCommand(log, states, decider, recorded) };
  }
  if (decision.kind === 'nothing') {
    return { answer: () => ({ events: [], state: decision.state }) };
  }

  const { stream, version, idempotency } = decision;
  const events = draft.draftEvents(stream, version, decision.events) as StoredEvent<Event>[];
  const state = foldEvents(decider, decision.state, events);
  const lastVersion = version + events.length;
  draft.advance(
    stream,
    { version: lastVersion, state, stateSchema: decider.stateSchema },
    idempotency && {
      key: idempotency.key,
      fingerprint: idempotency.fingerprint,
      stream,
      firstVersion: version + 1,
      lastVersion,
    },
  );
  return { answer: () => ({ events, state }) };
}

/** Drafts events as they are, unless they were appended before. */
export function appendEvents(
  draft: Draft,
  stream: string,
  events: readonly NewEvent[],
  expected: ExpectedVersion,
): Decided<readonly StoredEvent[]> {
  const stored = draft.eventsById(events.flatMap(({ id }) => id ?? []));
  const repeated = findRepeated(stream, events, (id) => stored.get(id));
  if (repeated) return { answer: () => repeated };
  const version = draft.version(stream);
  expectVersion(stream, version, expected);
  if (events.length === 0) return { answer: () => [] };
  const appended = draft.draftEvents(stream, version, events);
  draft.advance(stream, {
    version: version + events.length,
    // No decider is here to tell.
    state: undefined,
    stateSchema: NaN,
  });
  return { answer: () => appended };
}

/** What a command came to when it was decided. Of a stream that has gone on since, this reads all. */
async function repeatCommand<State, Event extends DomainEvent>(
  log: EventLog,
  states: StateCache,
  decider: StateFold<State>,
  { stream, firstVersion, lastVersion }: RecordedCommand,
): Promise<Handled<State, Event>> {
  const { connection, upcasters } = log;
  const count = lastVersion - firstVersion + 1;
  const [events, [now]] = await Promise.all([
    readStreamEvents(log, stream, firstVersion, count),
    loadStates(connection, upcasters, states, [{ stream, decider }]),
  ]);
  const state =
    now?.version === lastVersion
      ? (now.state as State)
      : foldEvents(
          decider,
          decider.initialState,
          await readStreamEvents(log, stream, 1, lastVersion),
        );
  return { events: events as StoredEvent<Event>[], state };
}
