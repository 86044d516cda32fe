import { EventIdTakenError } from './errors';
import type { NewEvent, StoredEvent } from './event';

/**
 * The events as stored, where an append with these ids was answered with success before.
 * @throws EventIdTakenError where an id is another event's
 */
export function findRepeated(
  stream: string,
  events: readonly NewEvent[],
  byId: (id: string) => StoredEvent | undefined,
): StoredEvent[] | undefined {
  const twice = events.find(
    ({ id }, index) => id && events.findIndex((each) => each.id === id) < index,
  );
  if (twice?.id) throw new EventIdTakenError(twice.id);
  const found = events.map(({ id }) => (id ? byId(id) : undefined));
  const taken = found.find((event) => event !== undefined);
  if (!taken) return undefined;
  const repeated = found.filter((event) => event?.stream === stream) as StoredEvent[];
  if (repeated.length < events.length) throw new EventIdTakenError(taken.id);
  return repeated;
}
