import { Client } from 'pg';
import type { StoredEvent } from '../event';
import { openPostgresEventStore, type PostgresEventStoreHarness } from '../testing';
import { add, added, adder, readLog, type Added } from '../testing/conformance/fixtures';

const IDLE_IN_TRANSACTION_MS = 4_000;

describe('a commit on PostgreSQL', () => {
  let harness: PostgresEventStoreHarness;
  beforeEach(async () => {
    harness = await openPostgresEventStore();
  });
  afterEach(() => harness.close());

  const readTotals = (): Promise<Record<string, unknown>[]> =>
    harness.sql('SELECT stream, total FROM totals ORDER BY stream');
  const commits = async (): Promise<number> => {
    const rows = await harness.sql('SELECT count(DISTINCT xmin::text) AS count FROM events');
    return rows[0]!['count'] as number;
  };

  describe('of which a projection refuses some', () => {
    beforeEach(async () => {
      await harness.sql(
        'CREATE TABLE totals (stream TEXT PRIMARY KEY, total INTEGER NOT NULL CHECK (total < 100))',
      );
      harness.store.addProjection({
        name: 'totals',
        tables: ['totals'],
        project: (event, table) => [
          {
            sql: `INSERT INTO ${table.totals!} (stream, total) VALUES (?, ?)
                  ON CONFLICT (stream) DO UPDATE SET total = totals.total + excluded.total`,
            params: [event.stream, (event as StoredEvent<Added>).data.amount],
          },
        ],
      });
    });

    it('takes place without them', async () => {
      const { store } = harness;
      const amounts = [1, 2, 99, 4, 100, 5, 6, 90, 7];

      const results = await Promise.allSettled(
        amounts.map((amount) => add(store, 'sum-1', amount)),
      );

      const taken = amounts.filter((_, n) => results[n]!.status === 'fulfilled');
      expect(taken).toEqual([1, 2, 4, 5, 6, 7]);
      expect(await readTotals()).toEqual([{ stream: 'sum-1', total: 25 }]);
      expect(await store.readState({ stream: 'sum-1', decider: adder })).toEqual({ total: 25 });
      const log = await readLog(store);
      expect(log.map(({ position, version }) => [position, version])).toEqual(
        taken.map((_, n) => [n + 1, n + 1]),
      );
      const refused = results.filter((result) => result.status === 'rejected');
      expect(refused).toMatchObject(
        refused.map(() => ({ reason: { constraint: 'totals_total_check' } })),
      );
    });

    it('is one, but for what stands on both sides of the one that is refused', async () => {
      const { store } = harness;
      const amounts = [...Array<number>(30).fill(1), 100, ...Array<number>(30).fill(1)];

      await Promise.allSettled(amounts.map((amount) => add(store, 'sum-1', amount)));

      expect(await commits()).toBe(2);
    });
  });

  it('is refused as a whole by a constraint that is looked at in the end, but for the others', async () => {
    await harness.sql('CREATE TABLE parents (id INTEGER PRIMARY KEY)');
    await harness.sql(
      'CREATE TABLE children (parent INTEGER REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED)',
    );
    harness.store.addProjection({
      name: 'children',
      tables: ['children'],
      project: (event) =>
        (event as StoredEvent<Added>).data.amount === 13
          ? [{ sql: 'INSERT INTO children VALUES (1)', params: [] }]
          : [],
    });

    const results = await Promise.allSettled(
      [1, 13, 2].map((amount) => add(harness.store, 'sum-1', amount)),
    );

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { code: '23503' } });
    expect(await harness.store.readState({ stream: 'sum-1', decider: adder })).toEqual({
      total: 3,
    });
  });

  it('is shared by 64 commands on one stream', async () => {
    await Promise.all(Array.from({ length: 64 }, () => add(harness.store, 'sum-1', 1)));

    expect(await commits()).toBe(1);
  });

  it('waits no longer for a process that froze with the log in its hands than that may', async () => {
    const { store } = harness;
    await add(store, 'sum-1', 1);
    const frozen = new Client({
      connectionString: harness.url,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    });
    const thrownOut = new Promise((resolve) => frozen.on('error', resolve));
    await frozen.connect();
    await frozen.query('BEGIN');
    await frozen.query('SELECT position FROM log_head FOR UPDATE');

    const results = await Promise.all([add(store, 'sum-1', 1), add(store, 'sum-2', 1)]);

    expect(await thrownOut).toMatchObject({ code: '25P03' });
    expect(results.map(({ events }) => events[0]!.position)).toEqual([2, 3]);
    await expect(frozen.query('COMMIT')).rejects.toThrow(/connection/i);
  });

  it('works again once the server has thrown everybody out', async () => {
    const { store, connection } = harness;
    await Promise.all([add(store, 'sum-1', 1), store.readStream('sum-1'), store.lastPosition()]);
    const operator = new Client({ connectionString: harness.url });
    await operator.connect();
    await operator.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await operator.end();
    while (connection.pool.totalCount > 0) await new Promise(setImmediate);

    expect(await add(store, 'sum-1', 2)).toMatchObject({ state: { total: 3 } });
    expect(await readLog(store)).toHaveLength(2);
  });

  it('tells the callers where its connection is cut, and nobody appends twice', async () => {
    const { store, sql } = harness;
    await add(store, 'sum-1', 1);
    // Cuts the connection from within, with all of the commit under way.
    await sql('CREATE TABLE cuts (amount INTEGER)');
    await sql(`
      CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM cuts;
        PERFORM pg_terminate_backend(pg_backend_pid());
        RETURN NEW;
      END $$`);
    await sql('CREATE TRIGGER cut AFTER INSERT ON cuts FOR EACH ROW EXECUTE FUNCTION cut()');
    store.addProjection({
      name: 'cuts',
      tables: ['cuts'],
      project: (event) =>
        (event as StoredEvent<Added>).data.amount === 13
          ? [{ sql: 'INSERT INTO cuts VALUES (13)', params: [] }]
          : [],
    });

    const results = await Promise.allSettled([
      add(store, 'sum-1', 2),
      add(store, 'sum-1', 13),
      store.append('sum-2', [added(1)], 'any'),
    ]);

    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await readLog(store)).toHaveLength(1);
    expect(await add(store, 'sum-1', 3)).toMatchObject({
      events: [{ position: 2, version: 2 }],
      state: { total: 4 },
    });
  });
});
