import type { EventStore } from '../event-store';
import type { IdempotencyKeys } from '../idempotency/idempotency-keys';
import type { FakeClock } from './fake-clock';

/** A database of its own for one test, and the store on it. */
export interface EventStoreHarness {
  /** Another one after {@link reopen}. */
  readonly store: EventStore;
  /** On the same database; another one after {@link reopen}. */
  readonly idempotencyKeys: IdempotencyKeys;
  readonly clock: FakeClock;
  /** Runs SQL in the dialect both databases share, outside the store, e.g. to make a read model's table. */
  readonly sql: (text: string) => Promise<Record<string, unknown>[]>;
  /** Closes the database and opens it again, as a restart does. Projections and upcasters are to be added anew. */
  readonly reopen: () => Promise<void>;
  readonly close: () => Promise<void>;
}
