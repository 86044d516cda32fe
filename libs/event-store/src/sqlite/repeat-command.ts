import type { DomainEvent, StoredEvent } from '../event';
import type { Handled, HandleRequest, References, StateFold } from '../event-store';
import type { EventLog } from './event-log';
import type { RecordedCommand } from './idempotency-table';
import { readStreamEvents } from './read-events';
import type { StreamStates } from './stream-states';

/**
 * What a command came to when it was decided.
 * @throws Error where the request has another command under the same key
 */
export function repeatCommand<State, Event extends DomainEvent>(
  log: EventLog,
  states: StreamStates,
  decider: StateFold<State>,
  asked: HandleRequest<never, never, References>['stream'],
  { stream, firstVersion, lastVersion }: RecordedCommand,
): Handled<State, Event> {
  expectSameCategory(asked, stream);
  const count = lastVersion - firstVersion + 1;
  return {
    events: readStreamEvents(log, stream, firstVersion, count) as StoredEvent<Event>[],
    // Only when it is asked for: of a long stream that has gone on since, this reads all.
    get state() {
      return states.loadAt({ stream, decider }, lastVersion);
    },
  };
}

/** Answering one command with the events of another would be believed. The ids may have been drawn anew. */
function expectSameCategory(
  asked: HandleRequest<never, never, References>['stream'],
  recorded: string,
): void {
  const named = typeof asked === 'string' ? asked : asked(() => 0);
  if (category(named) === category(recorded)) return;
  throw new Error(
    `One idempotency key for commands on ${category(named)} and ${category(recorded)}: see stepOf`,
  );
}

function category(stream: string): string {
  return stream.slice(0, stream.lastIndexOf('-'));
}
