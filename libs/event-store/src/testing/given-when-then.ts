import type { Decider } from '../decider';
import type { DomainEvent } from '../event';
import { Refusal } from '../refusal';

export interface Outcome<Event extends DomainEvent> {
  then(expected: readonly Event[]): void;
  /** @param expected the message, or the properties of the refusal that matter */
  thenRefused(expected: string | Partial<Refusal>): void;
}

export type Given<Command, Event extends DomainEvent> = (events: readonly Event[]) => {
  when(command: Command): Outcome<Event>;
};

/**
 * Lets a decider's test read as a sentence:
 * `given([opened]).when(close).then([closed])`, `given([]).when(close).thenRefused('Not open')`.
 */
export function deciderSpec<Command, State, Event extends DomainEvent>(
  decider: Decider<Command, State, Event>,
): Given<Command, Event> {
  return (events) => ({
    when(command) {
      const decide = (): readonly Event[] => {
        const state = events.reduce(
          (before, event) => decider.evolve(before, event),
          decider.initialState,
        );
        return decider.decide(command, state);
      };
      return {
        // oxlint-disable-next-line unicorn/no-thenable -- never awaited, and the sentence wants it
        then: (expected) => expect(decide()).toEqual(expected),
        thenRefused(expected) {
          expect(decide).toThrow(Refusal);
          const properties = typeof expected === 'string' ? { message: expected } : expected;
          expect(decide).toThrow(expect.objectContaining(properties));
        },
      };
    },
  });
}
