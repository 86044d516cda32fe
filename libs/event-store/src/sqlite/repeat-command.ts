import type { DomainEvent, StoredEvent } from '../event';
import type { Handled, HandleRequest, References, StateFold } from '../event-store';
import { expectSameCategory, type RecordedCommand } from '../idempotency/key-row';
import type { EventLog } from './event-log';
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
