import { IdempotencyConflictError, Refusal, type StoredEvent } from '@app/event-store';
import { publishedEvent } from '@app/payloads';
import type { Fires } from '../support/act';

/** What is refused says so in words for a person, and has left nothing behind. */
export function expectRefusal(name: string, reason: unknown, events: readonly StoredEvent[]): void {
  expect(reason).toBeInstanceOf(Refusal);
  expect({ refused: name, events }).toEqual({ refused: name, events: [] });
}

export function expectFired(
  name: string,
  events: readonly StoredEvent[],
  { always = [], maybe = [] }: Fires,
): void {
  const beyond: string[] = events.flatMap((event) => publishedEvent(event)?.name ?? []);
  const missing = always.filter((expected) => {
    const found = beyond.indexOf(expected);
    if (found !== -1) beyond.splice(found, 1);
    return found === -1;
  });
  const unexpected = beyond.filter(
    (fired, index) =>
      !maybe.some((expected) => expected === fired) || beyond.includes(fired, index + 1),
  );
  expect({ of: name, missing, unexpected }).toEqual({ of: name, missing: [], unexpected: [] });
}

export function expectEventsOf(
  correlationIds: ReadonlySet<string>,
  events: readonly StoredEvent[],
): void {
  const others = events.filter(({ metadata }) => !correlationIds.has(metadata.correlationId));
  expect(others).toEqual([]);
}

export function expectSame(now: unknown, before: unknown): void {
  expect(now).toEqual(before);
}

export async function expectConflict(asked: Promise<unknown>): Promise<void> {
  await expect(asked).rejects.toBeInstanceOf(IdempotencyConflictError);
}
