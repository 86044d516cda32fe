import type { Decider } from '../../decider';
import type { NewEvent, StoredEvent } from '../../event';
import {
  BEGINNING,
  type Checkpoint,
  type CommandMetadata,
  type EventStore,
} from '../../event-store';
import { Refusal } from '../../refusal';
import type { EventStoreHarness } from '../event-store-harness';

export interface Added {
  readonly type: 'Added';
  readonly data: { readonly amount: number };
}

export interface Total {
  readonly total: number;
}

/** Adds the amount a command consists of: 0 decides nothing, less is refused. */
export const adder: Decider<number, Total, Added> = {
  stateSchema: 1,
  initialState: { total: 0 },
  decide(amount) {
    if (amount < 0) throw Refusal.invalid('amount', 'Amount must not be negative');
    return amount === 0 ? [] : [{ type: 'Added', data: { amount } }];
  },
  evolve: ({ total }, { data }) => ({ total: total + data.amount }),
};

export const commandMetadata: CommandMetadata = {
  accountId: 1,
  actor: { type: 'user', id: 7 },
  correlationId: 'request-1',
};

export function added(amount: number, id?: string): NewEvent & Added {
  const metadata = {
    ...commandMetadata,
    causationId: null,
    occurredAt: '2026-01-01T00:00:00.000Z',
  };
  return { type: 'Added', data: { amount }, metadata, ...(id !== undefined && { id }) };
}

/** Has the {@link adder} decide on `amount`. */
export async function add(
  store: EventStore,
  stream: string,
  amount: number,
  metadata: CommandMetadata = commandMetadata,
) {
  return store.handle(adder, { stream, metadata, command: () => amount });
}

export function versionsOf(events: readonly StoredEvent[]): number[] {
  return events.map(({ version }) => version);
}

export function idsOf(events: readonly StoredEvent[]): string[] {
  return events.map(({ id }) => id);
}

/** All of the log behind a checkpoint, read in batches. */
export async function readLog(
  store: EventStore,
  { after = BEGINNING, batchSize = 100 }: { after?: Checkpoint; batchSize?: number } = {},
): Promise<StoredEvent[]> {
  const log: StoredEvent[] = [];
  for (;;) {
    const { events, checkpoint } = await store.readBatch(after, batchSize);
    if (events.length === 0) return log;
    log.push(...events);
    after = checkpoint;
  }
}

/** Opens a database for each test of the suite around. */
export function useHarness(open: () => Promise<EventStoreHarness>): () => EventStoreHarness {
  let harness: EventStoreHarness;
  beforeEach(async () => {
    harness = await open();
  });
  afterEach(() => harness.close());
  return () => harness;
}
