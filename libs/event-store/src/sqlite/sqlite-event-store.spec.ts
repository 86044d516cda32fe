import { describeEventStore, openSqliteEventStore, type SqliteEventStoreHarness } from '../testing';
import { add, added, adder, commandMetadata, readLog } from '../testing/conformance/fixtures';

describeEventStore('SQLite', openSqliteEventStore);

describe('SQLite event store, on its own', () => {
  let harness: SqliteEventStoreHarness;
  beforeEach(async () => {
    harness = await openSqliteEventStore();
  });
  afterEach(() => harness.close());

  it('leaves no holes in the positions, whatever was refused or failed', async () => {
    const { store } = harness;
    store.addProjection({
      name: 'choosy',
      tables: ['nowhere'],
      project: (event) =>
        event.version === 3 ? [{ sql: 'INSERT INTO nowhere VALUES (1)', params: [] }] : [],
    });

    await Promise.allSettled([
      store.append('sum-1', [added(1), added(2)], 'any'),
      store.append('sum-1', [added(3)], 'any'),
      add(store, 'sum-2', 1),
      add(store, 'sum-2', -1),
      store.append('sum-2', [added(2), added(3), added(4)], 'any'),
      store.append('sum-3', [added(1)], 7),
      add(store, 'sum-3', 1),
    ]);

    const log = await readLog(store);
    expect(log.map(({ stream, position }) => [stream, position])).toEqual([
      ['sum-1', 1],
      ['sum-1', 2],
      ['sum-2', 3],
      ['sum-3', 4],
    ]);
  });

  it('decides on what was written just before in the same commit', async () => {
    const { store } = harness;
    await add(store, 'sum-1', 1);
    const addTheOther = () =>
      store.handle(adder, {
        stream: 'sum-2',
        metadata: commandMetadata,
        references: () => ({ other: { stream: 'sum-1', decider: adder } }),
        command: ({ references }) => references.other!.total,
      });

    const [, first, , second] = await Promise.all([
      store.append('sum-1', [added(10)], 'any'),
      addTheOther(),
      add(store, 'sum-1', 100),
      addTheOther(),
    ]);

    expect(first.state).toEqual({ total: 11 });
    expect(second.state).toEqual({ total: 11 + 111 });
  });

  it('forgets what a failed commit had decided', async () => {
    const { store, connection, writer } = harness;
    await add(store, 'sum-1', 1);
    connection.run('CREATE TABLE parents (id INTEGER PRIMARY KEY)');
    connection.run(
      `CREATE TABLE children (
        parent INTEGER REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED)`,
    );

    const results = await Promise.allSettled([
      add(store, 'sum-1', 10),
      add(store, 'sum-2', 10),
      store.append('sum-3', [added(10)], 'any'),
      writer.write(() => connection.run('INSERT INTO children VALUES (1)')),
    ]);

    expect(results.map(({ status }) => status)).toEqual(results.map(() => 'rejected'));
    expect(await store.readState({ stream: 'sum-1', decider: adder })).toEqual({ total: 1 });
    expect(await store.readState({ stream: 'sum-2', decider: adder })).toBeUndefined();
    expect(await add(store, 'sum-1', 2)).toMatchObject({
      events: [{ version: 2, position: 2 }],
      state: { total: 3 },
    });
    expect(await store.append('sum-3', [added(1)], 'no-stream')).toHaveLength(1);
  });

  it('tells nobody of a commit that failed', async () => {
    const { store, connection } = harness;
    const listener = jest.fn();
    store.onAppended(listener);
    connection.run('DROP TABLE streams');

    await expect(add(store, 'sum-1', 1)).rejects.toMatchObject({
      message: 'no such table: streams',
    });

    expect(listener).not.toHaveBeenCalled();
  });

  it('stores a snapshot of a stream every 8 events, and its version each time', async () => {
    const sum = { stream: 'sum-1', decider: adder };
    for (let n = 0; n < 20; n++) await add(harness.store, 'sum-1', 1);

    expect(
      harness.connection.all('SELECT version, snapshot_version, snapshot FROM streams'),
    ).toEqual([{ version: 20, snapshot_version: 17, snapshot: '{"total":17}' }]);
    await harness.reopen();
    expect(await harness.store.readState(sum)).toEqual({ total: 20 });
    for (let n = 0; n < 20; n++) await add(harness.store, 'sum-1', 1);
    await harness.reopen();
    expect(await harness.store.readState(sum)).toEqual({ total: 40 });
    expect(harness.connection.all('SELECT version, snapshot_version FROM streams')).toEqual([
      { version: 40, snapshot_version: 33 },
    ]);
  });

  it('goes on with streams that have long left its memory', async () => {
    const { store } = harness;
    const streams = Array.from({ length: 5_500 }, (_, n) => `sum-${n}`);
    await Promise.all(streams.map((stream) => add(store, stream, 1)));

    const handled = await Promise.all(streams.map((stream) => add(store, stream, 1)));

    expect(
      handled.every(({ events, state }) => events[0]!.version === 2 && state.total === 2),
    ).toBe(true);
    const states = await store.readStates(streams.map((stream) => ({ stream, decider: adder })));
    expect(states.every((state) => state?.total === 2)).toBe(true);
  });
});
