import type { Decider } from '../../decider';
import type { StoredEvent } from '../../event';
import { BEGINNING, type EventStore } from '../../event-store';
import type { Upcaster } from '../../upcaster';
import type { EventStoreHarness } from '../event-store-harness';
import { added, commandMetadata, readLog, useHarness } from './fixtures';

/** Version 1 has an amount, version 2 a list of amounts, version 3 says of which currency. */
interface AmountsAdded {
  readonly type: 'Added';
  readonly data: { readonly amounts: readonly number[]; readonly currency: string };
}

const toList: Upcaster = {
  type: 'Added',
  fromSchemaVersion: 1,
  upcast: ({ amount }: { amount: number }) => ({ amounts: [amount] }),
};

/** Accounts have kept to one currency each. */
const toCurrency: Upcaster = {
  type: 'Added',
  fromSchemaVersion: 2,
  upcast: (data: { amounts: number[] }, { metadata }) => ({
    ...data,
    currency: metadata.accountId === 1 ? 'EUR' : 'USD',
  }),
};

const ledger: Decider<number, { sums: Record<string, number> }, AmountsAdded> = {
  stateSchema: 2,
  initialState: { sums: {} },
  decide: (amount) => [{ type: 'Added', data: { amounts: [amount], currency: 'EUR' } }],
  evolve({ sums }, { data: { amounts, currency } }) {
    const sum = amounts.reduce((before, amount) => before + amount, sums[currency] ?? 0);
    return { sums: { ...sums, [currency]: sum } };
  },
};

const secondShape = { ...added(0), schemaVersion: 2, data: { amounts: [20, 30] } };
const thirdShape = { ...added(0), schemaVersion: 3, data: { amounts: [4], currency: 'USD' } };
const foreign = { ...added(5), metadata: { ...added(5).metadata, accountId: 2 } };

const NEWEST = [
  { schemaVersion: 3, data: { amounts: [1], currency: 'EUR' } },
  { schemaVersion: 3, data: { amounts: [20, 30], currency: 'EUR' } },
  { schemaVersion: 3, data: { amounts: [4], currency: 'USD' } },
  { schemaVersion: 3, data: { amounts: [5], currency: 'USD' } },
];

export function describeUpcasting(open: () => Promise<EventStoreHarness>): void {
  const harness = useHarness(open);
  let stored: readonly StoredEvent[];

  /** A log that three versions of the software wrote, opened by the last. */
  const openOldLog = async (): Promise<EventStore> => {
    stored = await harness().store.append(
      'sum-1',
      [added(1), secondShape, thirdShape, foreign],
      'any',
    );
    await harness().reopen();
    const { store } = harness();
    // In any order.
    for (const upcaster of [toCurrency, toList]) store.addUpcaster(upcaster);
    return store;
  };

  it('gives the newest shape of every event, wherever it is read', async () => {
    const store = await openOldLog();
    const positions = stored.map(({ position }) => position);

    expect(await store.readStream('sum-1')).toMatchObject(NEWEST);
    expect((await store.readBatch(BEGINNING, 10)).events).toMatchObject(NEWEST);
    expect(await store.readPositions(positions)).toMatchObject(NEWEST);
  });

  it('changes nothing else of an event', async () => {
    const store = await openOldLog();

    expect(await store.readStream('sum-1')).toEqual(
      stored.map((event, index) => ({ ...event, ...NEWEST[index] })),
    );
  });

  it('gives a command the newest shape of what it looks up', async () => {
    const store = await openOldLog();
    let found: StoredEvent | undefined;

    await store.handle(ledger, {
      stream: 'sum-2',
      metadata: commandMetadata,
      lookUps: () => ({
        first: { sql: 'SELECT position FROM events ORDER BY position LIMIT 1', params: [] },
      }),
      command: (facts) => {
        found = facts.found.first;
        return 1;
      },
    });

    expect(found).toMatchObject(NEWEST[0]!);
  });

  it('folds states of the newest shapes', async () => {
    const store = await openOldLog();
    const expected = { sums: { EUR: 51, USD: 9 } };

    expect(await store.readStates([{ stream: 'sum-1', decider: ledger }])).toEqual([expected]);
    const { state } = await store.handle(ledger, {
      stream: 'sum-1',
      metadata: commandMetadata,
      command: () => 100,
    });
    expect(state).toEqual({ sums: { EUR: 151, USD: 9 } });
    expect(await store.readState({ stream: 'sum-1', decider: ledger })).toEqual(state);
  });

  it('leaves what is stored as it was', async () => {
    await openOldLog();
    await readLog(harness().store);
    await harness().reopen();

    expect(await harness().store.readStream('sum-1')).toEqual(stored);
  });

  it('leaves other types, and shapes that nobody makes another of, as they are', async () => {
    const { store } = harness();
    store.addUpcaster(toList);
    const events = [
      { ...added(1), type: 'Subtracted' },
      { ...added(0), schemaVersion: 7, data: { amount: 'seven' } },
    ];

    await store.append('sum-1', events, 'any');

    expect(await store.readStream('sum-1')).toMatchObject([
      { type: 'Subtracted', schemaVersion: 1, data: { amount: 1 } },
      { type: 'Added', schemaVersion: 7, data: { amount: 'seven' } },
    ]);
  });

  it('shows a projection what a reader will see', async () => {
    const { store } = harness();
    store.addUpcaster(toList);
    const projected: StoredEvent[] = [];
    store.addProjection({
      name: 'witness',
      tables: [],
      project(event) {
        projected.push(event);
        return [];
      },
    });

    const appended = await store.append('sum-1', [added(1)], 'any');

    expect(projected).toMatchObject([{ schemaVersion: 2, data: { amounts: [1] } }]);
    expect(appended).toEqual(projected);
    expect(await store.readStream('sum-1')).toEqual(projected);
  });

  it('refuses a second way from one shape to the next', () => {
    const { store } = harness();
    store.addUpcaster(toList);

    expect(() => store.addUpcaster(toList)).toThrow(
      'Added has an upcaster from schema version 1 already',
    );
  });
}
