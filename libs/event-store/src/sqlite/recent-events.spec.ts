import type { NewEvent } from '../event';
import { BEGINNING } from '../event-store';
import { openSqliteEventStore, type SqliteEventStoreHarness } from '../testing';
import { add, added, readLog } from '../testing/conformance/fixtures';
import { RecentEvents } from './recent-events';

const saying = (data: object): NewEvent => ({ ...added(1), type: 'Said', data });

describe('the newest events in memory', () => {
  let harness: SqliteEventStoreHarness;
  beforeEach(async () => {
    harness = await openSqliteEventStore();
  });
  afterEach(() => harness.close());

  /** How many queries for events `read` takes. */
  const countReads = async (read: () => Promise<unknown>): Promise<number> => {
    const all = jest.spyOn(harness.connection, 'all');
    await read();
    const count = all.mock.calls.length;
    all.mockRestore();
    return count;
  };
  const readAfter = (checkpoint: string) => harness.store.readBatch(checkpoint, 100);

  it('are read without a query, and are those of the log', async () => {
    await harness.store.append('sum-1', [added(1), added(2)], 'any');
    await add(harness.store, 'sum-2', 3);

    expect(await countReads(() => readAfter(BEGINNING))).toBe(0);
    const { events, checkpoint } = await readAfter('1');
    await harness.reopen();
    expect(await readAfter('1')).toEqual({ events, checkpoint });
    expect(events).toHaveLength(2);
  });

  it.each<[string, object]>([
    ['no value at all', { a: undefined, b: [undefined] }],
    ['a hole', { list: Object.assign(Array.from({ length: 3 }), { 2: 1 }) }],
    ['numbers that JSON has not', { a: NaN, b: Infinity, c: -0 }],
    ['a date', { at: new Date(0) }],
    ['an instance of a class', { map: new Map([[1, 2]]) }],
    ['an object without a prototype', Object.assign(Object.create(null), { a: 1 })],
    ['its own way to JSON', { toJSON: () => ({ a: 1 }) }],
    ['nested plain values', { a: [{ b: null, c: 'ü😀', 7: false }, 1.5, []] }],
    ['a key that every object has', JSON.parse('{"a":{"__proto__":{"b":1}}}') as object],
  ])('are as the database gives them back: %s', async (_, data) => {
    await harness.store.append('sum-1', [saying(data)], 'any');

    const { events } = await readAfter(BEGINNING);
    await harness.reopen();
    expect(events).toStrictEqual((await readAfter(BEGINNING)).events);
  });

  it('have no event of a write that failed', async () => {
    await add(harness.store, 'sum-1', 1);
    harness.store.addProjection({
      name: 'failing on the second',
      tables: ['nowhere'],
      project: ({ version }) =>
        version === 2 ? [{ sql: 'INSERT INTO nowhere VALUES (1)', params: [] }] : [],
    });
    await Promise.allSettled([add(harness.store, 'sum-1', 2), add(harness.store, 'sum-2', 3)]);

    expect((await readLog(harness.store)).map(({ stream }) => stream)).toEqual(['sum-1', 'sum-2']);
  });

  it('have no event of a commit that failed', async () => {
    await add(harness.store, 'sum-1', 1);
    harness.writer.attachCache({
      write: () => {
        throw new Error('The disk is full');
      },
      drop: () => {},
    });
    await expect(add(harness.store, 'sum-1', 2)).rejects.toThrow('The disk is full');

    expect(await readLog(harness.store)).toHaveLength(1);
  });

  it('are so many, and what is older is read', async () => {
    const events = Array.from({ length: 1_100 }, (_, index) => added(index));
    for (let from = 0; from < events.length; from += 100) {
      await harness.store.append('sum-1', events.slice(from, from + 100), 'any');
    }

    expect(await countReads(() => readAfter('75'))).toBe(1);
    expect(await countReads(() => readAfter('76'))).toBe(0);
    expect((await readAfter('75')).events.map(({ position }) => position)).toEqual(
      Array.from({ length: 100 }, (_, index) => 76 + index),
    );
  });

  it('are none from before a write too long to keep', async () => {
    const recent = new RecentEvents();
    const { store } = harness;
    const long = await store.append('sum-1', [added(1), added(2)], 'any');

    recent.add({ events: long.slice(0, 1), length: 10 });
    expect(recent.after(0, 10)).toEqual(long.slice(0, 1));
    recent.add({ events: long.slice(1), length: 1024 * 1024 });
    expect(recent.after(0, 10)).toBeUndefined();
    expect(recent.after(1, 10)).toBeUndefined();
  });
});
