import { openSqliteEventStore, type SqliteEventStoreHarness } from '../testing';
import { add, added, adder, commandMetadata } from '../testing/conformance/fixtures';

const EVENTS_BY_POSITION = 'SEARCH events USING INTEGER PRIMARY KEY';

const STREAM_BY_NAME = 'SEARCH streams USING PRIMARY KEY (stream=?)';
/** The plan of an update. */
const VERSION_WRITTEN = [STREAM_BY_NAME];

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

  it('reads a stream backwards by the same index', async () => {
    const { store } = harness;
    const options = { beforeVersion: 20, limit: 5 };

    expect(await plansOf(() => store.readStreamBackwards('sum-1', options))).toEqual([
      ['SEARCH events USING INDEX sqlite_autoindex_events_2 (stream=? AND version<?)'],
    ]);
  });

  it('reads a batch of the log from its position on', async () => {
    expect(await plansOf(() => harness.store.readBatch('5', 10))).toEqual([
      [`${EVENTS_BY_POSITION} (rowid>?)`],
    ]);
  });

  it('reads the events of an account by their index, in the order of the log, either way', async () => {
    const { store } = harness;
    const byAccount = 'SEARCH events USING INDEX events_by_account (account_id=? AND rowid';

    expect(await plansOf(() => store.readAccount(1, { fromPosition: 5, limit: 10 }))).toEqual([
      [`${byAccount}>?)`],
    ]);
    expect(
      await plansOf(() => store.readAccountBackwards(1, { beforePosition: 5, limit: 10 })),
    ).toEqual([[`${byAccount}<?)`]]);
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
      [STREAM_BY_NAME],
    ]);
  });

  it('folds a state from its snapshot and the events since', async () => {
    const { store } = harness;
    await add(store, 'sum-1', 1);
    await store.append('sum-1', [added(1)], 'any');

    expect(await plansOf(() => store.readState({ stream: 'sum-1', decider: adder }))).toEqual([
      ['SEARCH events USING INDEX sqlite_autoindex_events_2 (stream=? AND version>?)'],
      [STREAM_BY_NAME],
    ]);
  });

  it('reads any number of states by one query, and by another the events since', async () => {
    const { store } = harness;
    const streams = Array.from({ length: 30 }, (_, n) => `sum-${n}`);
    for (const stream of streams) await add(store, stream, 1);
    await harness.reopen();
    for (const stream of streams.slice(20)) {
      await harness.store.append(stream, [added(1)], 'any');
    }
    const refs = streams.map((stream) => ({ stream, decider: adder }));

    const plans = await plansOf(() => harness.store.readStates(refs));

    expect(plans).toHaveLength(2);
    expect(plans[0]).toContain(
      'SEARCH events USING INDEX sqlite_autoindex_events_2 (stream=? AND version>?)',
    );
    expect(plans[1]).toContain(STREAM_BY_NAME);
    expect(await plansOf(() => harness.store.readStates(refs))).toEqual([]);
  });

  it('reads all that a command refers to by one query', async () => {
    const streams = Array.from({ length: 5 }, (_, n) => `sum-${n}`);
    for (const stream of streams) await add(harness.store, stream, 1);
    await harness.reopen();
    const { store } = harness;
    await add(store, 'sum-9', 1);

    const plans = await plansOf(() =>
      store.handle(adder, {
        stream: 'sum-9',
        metadata: commandMetadata,
        references: () =>
          Object.fromEntries(streams.map((stream) => [stream, { stream, decider: adder }])),
        command: () => 1,
      }),
    );

    expect(plans).toEqual([
      [STREAM_BY_NAME, 'LIST SUBQUERY 1', expect.stringContaining('SCAN json_each')],
      VERSION_WRITTEN,
    ]);
  });

  it('takes nothing from the database for a command on a stream in memory, to write its version', async () => {
    const { store } = harness;
    await add(store, 'sum-1', 1);

    expect(await plansOf(() => add(store, 'sum-1', 1))).toEqual([VERSION_WRITTEN]);
  });

  it('finds an idempotency key, what was recorded under it, and those to purge', async () => {
    const { store, idempotencyKeys } = harness;
    const idempotency = { key: 'key-1', fingerprint: 'print-1' };
    const byKey = [
      'SEARCH idempotency_keys USING INDEX sqlite_autoindex_idempotency_keys_1 (key=?)',
    ];
    await add(store, 'sum-1', 1, { ...commandMetadata, idempotency });

    expect(await plansOf(() => idempotencyKeys.findAnswer(idempotency))).toEqual([byKey]);
    expect(
      await plansOf(() => add(store, 'sum-1', 1, { ...commandMetadata, idempotency })),
    ).toEqual([
      ['SEARCH events USING INDEX sqlite_autoindex_events_2 (stream=? AND version>?)'],
      byKey,
    ]);
    const [purge] = await plansOf(() => idempotencyKeys.purge());
    expect(purge).toContain(
      'SEARCH idempotency_keys USING INDEX idempotency_keys_by_age (created_at_ms<?)',
    );
    expect(purge!.filter((step) => step.startsWith('SCAN'))).toEqual([]);
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
