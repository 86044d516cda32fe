import { openSqliteEventStore, type SqliteEventStoreHarness } from '../testing';
import { add, added, adder } from '../testing/conformance/fixtures';

const EVENTS_BY_POSITION = 'SEARCH events USING INTEGER PRIMARY KEY';

describe('the plans of the queries that run all the time', () => {
  let harness: SqliteEventStoreHarness;
  beforeEach(async () => {
    harness = await openSqliteEventStore();
  });
  afterEach(() => harness.close());

  /** The plan of each query that the database was sent meanwhile, sorted. */
  const plansOf = async (act: () => Promise<unknown>): Promise<string[][]> => {
    const { connection } = harness;
    const spies = (['all', 'get', 'run'] as const).map((method) => jest.spyOn(connection, method));
    await act();
    const queries = spies.flatMap((spy) => spy.mock.calls);
    for (const spy of spies) spy.mockRestore();
    return queries
      .map(([sql, ...params]) =>
        connection
          .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params)
          .map(({ detail }) => detail),
      )
      .filter((plan) => plan.length > 0)
      .toSorted(([a], [b]) => a!.localeCompare(b!));
  };

  it('reads a stream by its index, in its order', async () => {
    const { store } = harness;
    const options = { fromVersion: 2, limit: 5 };

    expect(await plansOf(() => store.readStream('sum-1', options))).toEqual([
      ['SEARCH events USING INDEX sqlite_autoindex_events_2 (stream=? AND version>?)'],
    ]);
  });

  it('reads a batch of the log from its position on', async () => {
    expect(await plansOf(() => harness.store.readBatch('5', 10))).toEqual([
      [`${EVENTS_BY_POSITION} (rowid>?)`],
    ]);
  });

  it('reads events by their positions', async () => {
    const [plan] = await plansOf(() => harness.store.readPositions([5, 1, 3]));

    expect(plan).toContain(`${EVENTS_BY_POSITION} (rowid=?)`);
    expect(plan!.filter((step) => /SCAN events|TEMP B-TREE/.test(step))).toEqual([]);
  });

  it('appends with a look-up of each id, stream and version', async () => {
    const plans = await plansOf(() =>
      harness.store.append('sum-1', [added(1, 'id-1'), added(2, 'id-2')], 'any'),
    );

    expect(plans).toEqual([
      ['SEARCH events USING INDEX sqlite_autoindex_events_1 (id=?)'],
      ['SEARCH events USING INDEX sqlite_autoindex_events_1 (id=?)'],
      ['SEARCH streams USING PRIMARY KEY (stream=?)'],
    ]);
  });

  it('folds a state from its snapshot and the events since', async () => {
    const { store } = harness;
    await add(store, 'sum-1', 1);
    await store.append('sum-1', [added(1)], 'any');

    expect(await plansOf(() => store.readState({ stream: 'sum-1', decider: adder }))).toEqual([
      ['SEARCH events USING INDEX sqlite_autoindex_events_2 (stream=? AND version>?)'],
      ['SEARCH streams USING PRIMARY KEY (stream=?)'],
    ]);
  });

  it('takes nothing from the database for a command on a stream in memory', async () => {
    const { store } = harness;
    await add(store, 'sum-1', 1);

    expect(await plansOf(() => add(store, 'sum-1', 1))).toEqual([]);
  });

  it('finds a checkpoint by its consumer', async () => {
    const { store } = harness;

    expect(await plansOf(() => store.loadCheckpoint('outbox'))).toEqual([
      ['SEARCH checkpoints USING PRIMARY KEY (consumer=?)'],
    ]);
    expect(await plansOf(() => store.commitBatch('outbox', '', '1', []))).toEqual([
      ['SEARCH checkpoints USING PRIMARY KEY (consumer=?)'],
    ]);
  });

  it('checks that an append replaces nothing by the same indexes', () => {
    const { connection } = harness;
    const trigger = connection.get<{ sql: string }>(
      `SELECT sql FROM sqlite_master WHERE name = 'events_refuse_replace'`,
    );
    const subqueries = [...trigger!.sql.matchAll(/EXISTS \((SELECT .*)\)/g)].map(([, query]) =>
      connection
        .all<{ detail: string }>(
          `EXPLAIN QUERY PLAN ${query!.replaceAll(/NEW\.\w+/g, '?')}`,
          ...(query!.match(/NEW\.\w+/g) ?? []),
        )
        .map(({ detail }) => detail),
    );

    expect(subqueries).toEqual([
      [`${EVENTS_BY_POSITION} (rowid=?)`],
      ['SEARCH events USING COVERING INDEX sqlite_autoindex_events_1 (id=?)'],
      ['SEARCH events USING COVERING INDEX sqlite_autoindex_events_2 (stream=? AND version=?)'],
    ]);
  });
});
