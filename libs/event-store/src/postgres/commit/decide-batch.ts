import type { EventLog } from '../event-log';
import type { BatchFacts } from './batch-facts';
import { Draft, type Addition } from './draft';
import type { Decided, Write } from './write';

/** A write with what it came to. */
export interface Outcome {
  readonly write: Write;
  readonly addition: Addition;
  readonly decided: Decided<unknown> | undefined;
  /** Where it was refused. */
  readonly error?: unknown;
}

/** What a batch came to. */
export interface DecidedBatch {
  readonly draft: Draft;
  readonly outcomes: readonly Outcome[];
  /** Those that have to wait for the commit of the others, in their order. */
  readonly waiting: readonly Write[];
  readonly hasEvents: boolean;
}

export interface DecideOptions {
  /** Whether streams that are named by a new number may be taken for new. */
  readonly assumesNew: boolean;
  /** Whether to go on behind a write that lacks a fact, to learn what the others lack. */
  readonly pastMissing: boolean;
}

/**
 * Decides the writes of a batch one after the other, on what is known. Where the facts have
 * `hasMissing` afterwards, nothing of it counts but that `waiting` begins with what lacks them.
 */
export function decideBatch(
  log: EventLog,
  facts: BatchFacts,
  writes: readonly Write[],
  { assumesNew, pastMissing }: DecideOptions,
): DecidedBatch {
  const draft = new Draft(log, facts, log.clock.nowMs(), assumesNew);
  const outcomes: Outcome[] = [];
  for (const write of writes) {
    const outcome = decideOne(draft, write);
    if (draft.mustWait || (facts.hasMissing && !pastMissing)) {
      draft.undo();
      break;
    }
    outcomes.push(outcome);
  }
  return {
    draft,
    outcomes,
    waiting: writes.slice(outcomes.length),
    hasEvents: outcomes.some(({ addition }) => addition.events.length > 0),
  };
}

function decideOne(draft: Draft, write: Write): Outcome {
  draft.begin();
  try {
    const decided = write.decide(draft);
    return { write, decided, addition: draft.take() };
  } catch (error) {
    draft.undo();
    return { write, decided: undefined, error, addition: { events: [], lookedUp: [] } };
  }
}
