import type { Statement } from '../statement';

/** What a batch of the log amounts to, until it is committed together with the checkpoint behind it. */
export interface BatchInHand {
  /** How many of the events it was made from it is of: the first ones. */
  readonly events: number;
  /** What it takes of the consumer's room until it is committed; at least 1. */
  readonly weight: number;
  /** Whether it can be committed. */
  readonly isSettled: boolean;
  /** Resolves when it can be committed, or was dropped; never rejects. */
  readonly settled: Promise<void>;
  /** Called while there is no room for more: not much is to keep it from settling. */
  needRoom(): void;
  /** Has it settle without waiting for anything more. */
  hasten(): void;
  /** Called when it is settled, once. */
  statements(): readonly Statement[];
  /** They are on record. */
  committed(): void;
  /** They will never be: its events are read again. */
  dropped(): void;
}

/** A batch that waits for nothing. */
export function settledBatch(
  events: number,
  statements: readonly Statement[],
  committed: () => void = () => {},
): BatchInHand {
  return {
    events,
    weight: 1,
    isSettled: true,
    settled: Promise.resolve(),
    needRoom: () => {},
    hasten: () => {},
    statements: () => statements,
    committed,
    dropped: () => {},
  };
}
