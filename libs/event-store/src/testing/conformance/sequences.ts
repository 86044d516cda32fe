import type { EventStoreHarness } from '../event-store-harness';
import type { Total } from './fixtures';
import { adder, commandMetadata, readLog, useHarness } from './fixtures';

export function describeSequences(open: () => Promise<EventStoreHarness>): void {
  const harness = useHarness(open);

  /** Draws a number for the stream's name and has `amount` made of it. */
  const create = async (amount: (drawn: number) => number) => {
    const { events } = await harness().store.handle(adder, {
      stream: (id) => `sum-${id('sum')}`,
      metadata: commandMetadata,
      command: (facts) => amount(facts.id('sum')),
    });
    return events[0]?.stream;
  };

  it('give 1, 2, 3, of which a stream can be named', async () => {
    expect(await create((drawn) => drawn * 10)).toBe('sum-1');
    expect(await create((drawn) => drawn * 10)).toBe('sum-2');
    expect(await create((drawn) => drawn * 10)).toBe('sum-3');

    expect(await readLog(harness().store)).toMatchObject([
      { data: { amount: 10 } },
      { data: { amount: 20 } },
      { data: { amount: 30 } },
    ]);
  });

  it('give each of many concurrent commands a number of its own', async () => {
    const streams = await Promise.all(Array.from({ length: 20 }, () => create(() => 1)));

    expect(new Set(streams)).toEqual(new Set(Array.from({ length: 20 }, (_, n) => `sum-${n + 1}`)));
  });

  it('have no holes where a command was refused', async () => {
    await create(() => 1);

    await expect(create(() => -1)).rejects.toThrow('Amount must not be negative');

    expect(await create(() => 1)).toBe('sum-2');
  });

  it('have no holes where a command decided nothing', async () => {
    await create(() => 1);

    expect(await create(() => 0)).toBeUndefined();

    expect(await create(() => 1)).toBe('sum-2');
  });

  it('have no holes where one of many concurrent commands was refused', async () => {
    const results = await Promise.allSettled([1, -1, 1].map((amount) => create(() => amount)));

    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(await create(() => 1)).toBe('sum-3');
  });

  it('count on after a restart', async () => {
    await create(() => 1);
    await harness().reopen();

    expect(await create(() => 1)).toBe('sum-2');
  });

  it('are independent of each other', async () => {
    await create(() => 1);

    const { state } = await harness().store.handle(adder, {
      stream: 'sum-9',
      metadata: commandMetadata,
      command: (facts) => facts.id('sum') * 100 + facts.id('other'),
    });

    expect(state).toEqual<Total>({ total: 201 });
  });

  it('are not drawn from where a command asks for no number', async () => {
    await harness().store.handle(adder, {
      stream: 'sum-9',
      metadata: commandMetadata,
      command: () => 1,
    });

    expect(await create(() => 1)).toBe('sum-1');
  });

  it('give a command the same number however often it asks, and no other command', async () => {
    const asked: number[] = [];
    const ask = () =>
      harness().store.handle(adder, {
        stream: (id) => `sum-${id('sum')}`,
        metadata: commandMetadata,
        command: ({ id }) => {
          asked.push(id('sum'), id('other'), id('other'), id('sum'));
          return 1;
        },
      });

    await Promise.all([ask(), ask()]);

    expect(asked).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
  });

  it('give another number at each draw', async () => {
    const { state } = await harness().store.handle(adder, {
      stream: 'sum-1',
      metadata: commandMetadata,
      command: ({ id, drawId }) => id('other') + 10 * drawId('other') + 100 * drawId('other'),
    });

    expect(state).toEqual<Total>({ total: 321 });
  });
}
