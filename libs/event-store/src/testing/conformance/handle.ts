import { Refusal } from '../../refusal';
import type { EventStoreHarness } from '../event-store-harness';
import { add, added, adder, commandMetadata, readLog, useHarness, versionsOf } from './fixtures';

export function describeHandle(open: () => Promise<EventStoreHarness>): void {
  const harness = useHarness(open);

  it('answers with the stored events and the state behind them', async () => {
    const { store } = harness();
    await add(store, 'sum-1', 5);

    const { events, state } = await add(store, 'sum-1', 3);

    expect(state).toEqual({ total: 8 });
    expect(events).toMatchObject([
      { stream: 'sum-1', version: 2, type: 'Added', data: { amount: 3 } },
    ]);
    expect(await store.readStream('sum-1', { fromVersion: 2 })).toEqual(events);
  });

  it('has the events remember the command and its time', async () => {
    const { store, clock } = harness();
    clock.set(Date.UTC(2026, 6, 1, 12, 0, 0, 250));
    let occurredAt: string | undefined;

    const { events } = await store.handle(adder, {
      stream: 'sum-1',
      metadata: commandMetadata,
      command: (facts) => {
        occurredAt = facts.occurredAt;
        return 1;
      },
    });

    expect(occurredAt).toBe('2026-07-01T12:00:00.250Z');
    expect(events[0]).toMatchObject({
      metadata: { ...commandMetadata, causationId: null, occurredAt },
      recordedAtMs: clock.nowMs(),
    });
  });

  it('lets the actor of a command be who it creates', async () => {
    const { store } = harness();

    const { events } = await store.handle(adder, {
      stream: (id) => `sum-${id('sum')}`,
      metadata: (id) => ({ ...commandMetadata, actor: { type: 'contact', id: id('sum') } }),
      command: () => 1,
    });

    expect(events).toMatchObject([
      { stream: 'sum-1', metadata: { actor: { type: 'contact', id: 1 } } },
    ]);
  });

  it('appends all of the events a command decides', async () => {
    const { store } = harness();
    const twice = {
      ...adder,
      decide: (amount: number) => [...adder.decide(amount, adder.initialState), added(100)],
    };

    const { events, state } = await store.handle(twice, {
      stream: 'sum-1',
      metadata: commandMetadata,
      command: () => 1,
    });

    expect(versionsOf(events)).toEqual([1, 2]);
    expect(state).toEqual({ total: 101 });
  });

  it('decides each of 64 concurrent commands on what the one before left', async () => {
    const { store } = harness();
    const readAndAdd = async () => {
      let before: number | undefined;
      const { events, state } = await store.handle(adder, {
        stream: 'sum-1',
        metadata: commandMetadata,
        command: (facts) => {
          before = facts.state.total;
          return 1;
        },
      });
      return { before, after: state.total, version: events[0]!.version };
    };

    const handled = await Promise.all(Array.from({ length: 64 }, readAndAdd));

    expect(handled.toSorted((a, b) => a.version - b.version)).toEqual(
      Array.from({ length: 64 }, (_, n) => ({ before: n, after: n + 1, version: n + 1 })),
    );
    const positions = (await store.readStream('sum-1')).map(({ position }) => position);
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
  });

  it('changes nothing where the decider refuses', async () => {
    const { store } = harness();
    await add(store, 'sum-1', 5);
    const before = await readLog(store);

    await expect(add(store, 'sum-1', -1)).rejects.toThrow(
      Refusal.invalid('amount', 'Amount must not be negative'),
    );

    expect(await readLog(store)).toEqual(before);
    expect(await add(store, 'sum-1', 1)).toMatchObject({
      events: [{ version: 2 }],
      state: { total: 6 },
    });
  });

  it('changes nothing where the command cannot be made of the facts', async () => {
    const { store } = harness();

    const refused = store.handle(adder, {
      stream: 'sum-1',
      metadata: commandMetadata,
      command: () => {
        throw Refusal.notFound();
      },
    });

    await expect(refused).rejects.toThrow(Refusal.notFound());
    expect(await readLog(store)).toEqual([]);
    expect(await store.readState({ stream: 'sum-1', decider: adder })).toBeUndefined();
  });

  it('refuses one of many concurrent commands alone', async () => {
    const { store } = harness();

    const results = await Promise.allSettled(
      [1, -1, 2, -1, 3].map((amount) => add(store, 'sum-1', amount)),
    );

    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(await store.readState({ stream: 'sum-1', decider: adder })).toEqual({ total: 6 });
    expect(versionsOf(await store.readStream('sum-1'))).toEqual([1, 2, 3]);
  });

  it('appends nothing where a command decides nothing', async () => {
    const { store } = harness();
    await add(store, 'sum-1', 5);

    expect(await add(store, 'sum-1', 0)).toEqual({ events: [], state: { total: 5 } });
    expect(await add(store, 'sum-2', 0)).toEqual({ events: [], state: { total: 0 } });

    expect(await readLog(store)).toHaveLength(1);
    expect(await store.readState({ stream: 'sum-2', decider: adder })).toBeUndefined();
  });

  describe('references', () => {
    it('are the states of other streams as of the moment', async () => {
      const { store } = harness();
      await add(store, 'sum-1', 5);
      await store.append('sum-1', [added(2)], 'any');
      await add(store, 'sum-2', 1);

      const { state } = await store.handle(adder, {
        stream: 'sum-2',
        metadata: commandMetadata,
        references: () => ({ other: { stream: 'sum-1', decider: adder } }),
        command: ({ references }) => references.other!.total,
      });

      expect(state).toEqual({ total: 8 });
    });

    it('are named by the state, and undefined where the stream has no events', async () => {
      const { store } = harness();
      await add(store, 'sum-1', 42);
      let seen: object | undefined;

      await store.handle(adder, {
        stream: 'sum-1',
        metadata: commandMetadata,
        references: ({ total }) => ({ other: { stream: `sum-${total}`, decider: adder } }),
        command: ({ references }) => {
          seen = references;
          return 0;
        },
      });

      expect(seen).toStrictEqual({ other: undefined });
    });
  });
}
