import type { DomainEvent } from './event';

/**
 * The rules of one kind of stream, as three pure parts. `decide` says which events a command
 * leads to, or throws a {@link Refusal}; `evolve` says what is true after an event. States are
 * values: `evolve` returns a new one, nobody changes one.
 */
export interface Decider<Command, State, Event extends DomainEvent> {
  /** Raised when the shape of State changes, so that older snapshots are folded anew. */
  readonly stateSchema: number;
  readonly initialState: State;
  decide(command: Command, state: State): readonly Event[];
  evolve(state: State, event: Event): State;
}
