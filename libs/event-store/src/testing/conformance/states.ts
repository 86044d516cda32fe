import type { Decider } from '../../decider';
import type { EventStoreHarness } from '../event-store-harness';
import { add, added, adder, commandMetadata, useHarness, type Added, type Total } from './fixtures';

/** The {@link adder} with a state of another shape. */
const amounts: Decider<number, readonly number[], Added> = {
  stateSchema: adder.stateSchema + 1,
  initialState: [],
  decide: (amount) => [{ type: 'Added', data: { amount } }],
  evolve: (before, { data }) => [...before, data.amount],
};

export function describeStates(open: () => Promise<EventStoreHarness>): void {
  const harness = useHarness(open);
  const readTotal = (stream: string) => harness().store.readState({ stream, decider: adder });
  const readTotals = (...streams: string[]) =>
    harness().store.readStates(streams.map((stream) => ({ stream, decider: adder })));

  it('are undefined for a stream without events', async () => {
    expect(await readTotal('sum-1')).toBeUndefined();
  });

  it('follow commands and plain appends, whichever came first', async () => {
    const { store } = harness();

    await store.append('sum-1', [added(1), added(2)], 'any');
    expect(await readTotal('sum-1')).toEqual({ total: 3 });
    await add(store, 'sum-1', 10);
    await store.append('sum-1', [added(100)], 3);

    expect(await readTotal('sum-1')).toEqual({ total: 113 });
    expect((await add(store, 'sum-1', 1000)).state).toEqual({ total: 1113 });
  });

  it('are those of the log after a mix of concurrent commands and plain appends', async () => {
    const { store } = harness();

    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        n % 3 === 0 ? store.append('sum-1', [added(1)], 'any') : add(store, 'sum-1', 1),
      ),
    );

    expect(await readTotal('sum-1')).toEqual({ total: 40 });
    await harness().reopen();
    expect(await readTotal('sum-1')).toEqual({ total: 40 });
  });

  it('survive a restart', async () => {
    await add(harness().store, 'sum-1', 5);
    await harness().store.append('sum-1', [added(2)], 'any');
    await harness().store.append('sum-2', [added(7)], 'any');
    await harness().reopen();

    expect(await readTotal('sum-1')).toEqual({ total: 7 });
    expect(await readTotal('sum-2')).toEqual({ total: 7 });
    expect(await add(harness().store, 'sum-1', 1)).toMatchObject({
      events: [{ version: 3 }],
      state: { total: 8 },
    });
  });

  it('are folded anew where their shape has changed', async () => {
    await add(harness().store, 'sum-1', 5);
    await add(harness().store, 'sum-1', 6);
    await harness().reopen();

    const { store } = harness();
    expect(await store.readState({ stream: 'sum-1', decider: amounts })).toEqual([5, 6]);
    const request = { stream: 'sum-1', metadata: commandMetadata, command: () => 7 };
    expect((await store.handle(amounts, request)).state).toEqual([5, 6, 7]);
    await harness().reopen();
    expect(await harness().store.readState({ stream: 'sum-1', decider: amounts })).toEqual([
      5, 6, 7,
    ]);
  });

  describe('of many streams', () => {
    it('come in the order asked for, undefined where a stream has no events', async () => {
      for (const n of [1, 2, 3]) await add(harness().store, `sum-${n}`, n);

      expect(await readTotals('sum-3', 'sum-9', 'sum-1', 'sum-3')).toEqual([
        { total: 3 },
        undefined,
        { total: 1 },
        { total: 3 },
      ]);
      expect(await readTotals('sum-9')).toEqual([undefined]);
      expect(await readTotals()).toEqual([]);
    });

    it('are as fresh as those of one, over a restart, and whoever appended', async () => {
      await add(harness().store, 'sum-1', 1);
      await add(harness().store, 'sum-2', 2);
      await harness().store.append('sum-2', [added(20), added(200)], 'any');
      await harness().store.append('sum-3', [added(3)], 'any');
      expect(await readTotals('sum-1', 'sum-2', 'sum-3')).toEqual([
        { total: 1 },
        { total: 222 },
        { total: 3 },
      ]);
      await harness().reopen();
      await add(harness().store, 'sum-1', 10);

      expect(await readTotals('sum-1', 'sum-2', 'sum-3')).toEqual([
        { total: 11 },
        { total: 222 },
        { total: 3 },
      ]);
      expect((await add(harness().store, 'sum-2', 2_000)).state).toEqual({ total: 2_222 });
    });

    it('are folded anew where their shape has changed, in memory or not', async () => {
      for (const amount of [1, 2]) await add(harness().store, 'sum-1', amount);
      await add(harness().store, 'sum-2', 3);
      await harness().reopen();
      await readTotals('sum-2');

      const states = await harness().store.readStates(
        ['sum-1', 'sum-2'].map((stream) => ({ stream, decider: amounts })),
      );

      expect(states).toEqual([[1, 2], [3]]);
    });
  });

  it('do not take reading the stream anew, however long it is', async () => {
    await harness().store.append(
      'sum-1',
      Array.from({ length: 10_000 }, () => added(1)),
      'any',
    );
    await add(harness().store, 'sum-1', 1);
    await harness().reopen();
    const evolve = jest.fn((state: Total, event: Added) => adder.evolve(state, event));

    const { state } = await harness().store.handle(
      { ...adder, evolve },
      { stream: 'sum-1', metadata: commandMetadata, command: () => 1 },
    );

    expect(state).toEqual({ total: 10_002 });
    expect(evolve.mock.calls.length).toBeLessThan(100);
  });
}
