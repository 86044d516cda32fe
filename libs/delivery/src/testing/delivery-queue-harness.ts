import type { Statement } from '@app/event-store';
import type { DeliveryQueue } from '../queue/delivery-queue';

/** A database of its own for one test, with the queue on it. */
export interface DeliveryQueueHarness {
  /** Another one after {@link reopen}. */
  readonly queue: DeliveryQueue;
  /** What a NUL in what a receiver said is kept as. */
  readonly nul: string;
  /** In one transaction, as the outbox does. */
  readonly commit: (statements: readonly Statement[]) => Promise<void>;
  /** Runs SQL in the dialect both databases share, outside the queue. */
  readonly sql: (text: string) => Promise<Record<string, unknown>[]>;
  /** Closes the database and opens it again, as a restart does. */
  readonly reopen: () => Promise<void>;
  readonly close: () => Promise<void>;
}
