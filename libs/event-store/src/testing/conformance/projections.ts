import { UniqueViolationError } from '../../errors';
import type { StoredEvent } from '../../event';
import type { InlineProjection } from '../../projection';
import type { EventStoreHarness } from '../event-store-harness';
import { add, added, adder, commandMetadata, readLog, useHarness, type Added } from './fixtures';

/** One row an event: amounts are unique, 13 violates another constraint, 666 is a bug. */
const amounts: InlineProjection<'amounts'> = {
  name: 'amounts',
  tables: ['amounts'],
  project(event, table) {
    const { amount } = (event as StoredEvent<Added>).data;
    if (amount === 666) throw new TypeError('A bug');
    return [
      {
        sql: `INSERT INTO ${table.amounts} (stream, version, amount) VALUES (?, ?, ?)`,
        params: [event.stream, event.version, amount === 13 ? null : amount],
      },
    ];
  },
};

export function describeProjections(open: () => Promise<EventStoreHarness>): void {
  const harness = useHarness(open);
  const readRows = () => harness().sql('SELECT stream, version, amount FROM amounts ORDER BY 1, 2');

  beforeEach(async () => {
    await harness().sql(`
      CREATE TABLE amounts (
        stream TEXT NOT NULL, version INTEGER NOT NULL, amount INTEGER NOT NULL UNIQUE,
        PRIMARY KEY (stream, version))`);
    harness().store.addProjection(amounts);
  });

  it('are up to date when a command or an append is answered', async () => {
    const { store } = harness();

    await add(store, 'sum-1', 5);
    expect(await readRows()).toEqual([{ stream: 'sum-1', version: 1, amount: 5 }]);

    await store.append('sum-1', [added(6), added(7)], 'any');
    expect(await readRows()).toEqual([
      { stream: 'sum-1', version: 1, amount: 5 },
      { stream: 'sum-1', version: 2, amount: 6 },
      { stream: 'sum-1', version: 3, amount: 7 },
    ]);
  });

  it('are given the event as it is stored', async () => {
    const { store } = harness();
    const project = jest.fn(() => []);
    store.addProjection({ name: 'witness', tables: [], project });

    const { events } = await add(store, 'sum-1', 5);

    expect(project.mock.calls).toEqual([[events[0], {}]]);
  });

  it('are not written twice by a repeated append', async () => {
    const { store } = harness();

    await store.append('sum-1', [added(5, 'id-1')], 'any');
    await store.append('sum-1', [added(5, 'id-1')], 'any');

    expect(await readRows()).toHaveLength(1);
  });

  it.each([
    ['a constraint', 13],
    ['a bug', 666],
  ])('that fail by %s undo their own append and no other', async (_case, amount) => {
    const { store } = harness();

    const results = await Promise.allSettled([
      add(store, 'sum-1', 1),
      add(store, 'sum-1', amount),
      store.append('sum-2', [added(2), added(amount)], 'any'),
      add(store, 'sum-1', 3),
    ]);

    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect(await readRows()).toEqual([
      { stream: 'sum-1', version: 1, amount: 1 },
      { stream: 'sum-1', version: 2, amount: 3 },
    ]);
    expect(await readLog(store)).toHaveLength(2);
    expect(await store.readState({ stream: 'sum-1', decider: adder })).toEqual({ total: 4 });
    expect(await store.append('sum-2', [added(2)], 'no-stream')).toHaveLength(1);
  });

  it('refuse what would not be unique, and name the columns', async () => {
    const { store } = harness();
    await add(store, 'sum-1', 5);

    const refused = add(store, 'sum-2', 5);

    await expect(refused).rejects.toThrow(UniqueViolationError);
    await expect(refused).rejects.toMatchObject({ columns: expect.stringContaining('amount') });
    await expect(store.append('sum-2', [added(5)], 'any')).rejects.toThrow(UniqueViolationError);
    expect(await readLog(store)).toHaveLength(1);
  });

  it('refuse a primary key that is taken in the same way', async () => {
    const { store, sql } = harness();
    await sql(`INSERT INTO amounts (stream, version, amount) VALUES ('sum-1', 1, 99)`);

    await expect(add(store, 'sum-1', 5)).rejects.toThrow(UniqueViolationError);
  });

  it('leave the sequences as they were where they refuse', async () => {
    const { store } = harness();
    const create = (amount: number) =>
      store.handle(adder, {
        stream: (id) => `sum-${id('sum')}`,
        metadata: commandMetadata,
        command: () => amount,
      });
    await create(5);

    await expect(create(5)).rejects.toThrow(UniqueViolationError);

    expect(await create(6)).toMatchObject({ events: [{ stream: 'sum-2' }] });
  });
}
