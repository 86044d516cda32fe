import type { PoolClient } from 'pg';
import { openPostgresEventStore, type PostgresEventStoreHarness } from '../testing';
import { add, added, adder, commandMetadata } from '../testing/conformance/fixtures';

const GROWING = /Seq Scan on (events|streams|sequences|idempotency_keys)/;

const EVENTS = 1_000_000;

/** What would take minutes to append one by one. */
const STORE_THE_REST = [
  `INSERT INTO events (position, id, stream, version, type, schema_version, data, metadata,
                       recorded_at_ms, account_id)
   SELECT n, 'stored-' || n, 'stored-' || n % 10000, 1 + n / 10000, 'Added', 1, '{"amount":1}',
          '{"accountId":1}', (SELECT max(recorded_at_ms) FROM events), 1 + n % 500
   FROM log_head, generate_series(position + 1, ${EVENTS}) AS n`,
  `INSERT INTO streams (stream, version)
   SELECT stream, max(version) FROM events WHERE stream LIKE 'stored-%' GROUP BY stream`,
  `UPDATE log_head SET position = ${EVENTS}`,
];

function under(key: string) {
  return { ...commandMetadata, idempotency: { key, fingerprint: 'print' } };
}

/** What the store asks the database for while it works, as PostgreSQL would go about it. */
describe(`With ${EVENTS.toLocaleString('en')} events PostgreSQL goes by an index`, () => {
  let harness: PostgresEventStoreHarness;
  beforeAll(async () => {
    harness = await openPostgresEventStore();
    for (let batch = 0; batch < 10; batch++) {
      const events = Array.from({ length: 1_000 }, (_, n) => ({
        ...added(n),
        metadata: { ...added(n).metadata, accountId: n % 500 },
      }));
      await harness.store.append(`long-${batch}`, events, 'any');
    }
    await Promise.all(
      Array.from({ length: 5_000 }, (_, n) =>
        harness.store.handle(adder, {
          stream: `sum-${n}`,
          metadata: under(`key-${n}`),
          command: ({ id }) => id(`sequence-${n}`),
        }),
      ),
    );
    for (const statement of STORE_THE_REST) await harness.sql(statement);
    await harness.sql('VACUUM ANALYZE');
  });
  beforeEach(() => harness.reopen());
  afterAll(() => harness.close());

  /** The plans of all that is executed meanwhile. */
  const plansOf = async (act: () => Promise<unknown>): Promise<string[]> => {
    const plans: string[] = [];
    const { pool } = harness.connection;
    const explain = async (client: PoolClient): Promise<void> => {
      await client.query(`LOAD 'auto_explain'`);
      await client.query('SET auto_explain.log_min_duration = 0');
      await client.query('SET auto_explain.log_analyze = on');
      await client.query('SET client_min_messages = log');
      client.on('notice', ({ message }) => plans.push(message ?? ''));
    };
    // All of those that the store may take from the pool.
    const clients = await Promise.all(
      Array.from({ length: pool.options.max }, () => pool.connect()),
    );
    for (const client of clients) await explain(client);
    for (const client of clients) client.release();
    await act();
    return plans;
  };

  it.each<[string, RegExp, () => Promise<unknown>]>([
    [
      'to decide a command on streams that are not in memory',
      /Index Scan using streams_pkey/,
      () =>
        harness.store.handle(adder, {
          stream: 'sum-5',
          metadata: under('another key'),
          references: () => ({ other: { stream: 'sum-6', decider: adder } }),
          command: ({ id }) => id('sequence-7'),
        }),
    ],
    [
      'to decide a command on what is in memory',
      /LockRows/,
      async () => {
        await add(harness.store, 'sum-5', 1);
        await add(harness.store, 'sum-5', 1);
      },
    ],
    [
      'to answer a repeated command',
      /Index Scan using idempotency_keys_pkey/,
      () => add(harness.store, 'sum-8', 1, under('key-8')),
    ],
    [
      'to append once what has an id',
      /Index Scan using events_id_key/,
      () => harness.store.append('sum-9', [added(1, 'id-1')], 'any'),
    ],
    [
      'to fold a state of plain appends',
      /Index Scan (using|on) events_stream_version_key/,
      () => harness.store.readState({ stream: 'long-3', decider: adder }),
    ],
    [
      'to read a stream',
      /Index Scan using events_stream_version_key/,
      () => harness.store.readStream('long-3', { fromVersion: 900, limit: 10 }),
    ],
    [
      'to read a stream backwards',
      /Index Scan Backward using events_stream_version_key/,
      () => harness.store.readStreamBackwards('long-3', { limit: 10 }),
    ],
    ['to read the log', /Index Scan using events_pkey/, () => harness.store.readBatch('9000', 100)],
    [
      'to read an account',
      /Index Scan using events_by_account/,
      () => harness.store.readAccount(3, { fromPosition: 9_000, limit: 10 }),
    ],
    [
      'to read an account backwards',
      /Index Scan Backward using events_by_account/,
      () => harness.store.readAccountBackwards(3, { beforePosition: 9_000, limit: 10 }),
    ],
    [
      'to read events by their positions',
      /Index Scan using events_pkey/,
      () => harness.store.readPositions([1, 5_000]),
    ],
    [
      'to find the position of a time',
      /Index Scan using events_pkey/,
      () => harness.store.positionAt(harness.clock.nowMs()),
    ],
    [
      'to find an answer',
      /Index Scan using idempotency_keys_pkey/,
      () => harness.idempotencyKeys.findAnswer(under('key-8').idempotency),
    ],
    [
      'to purge keys',
      /Index (Only )?Scan using idempotency_keys_by_age/,
      () => harness.idempotencyKeys.purge(),
    ],
  ])('%s', async (_case, index, act) => {
    const plans = (await plansOf(act)).join('\n');

    expect(plans).toMatch(index);
    expect(plans).not.toMatch(GROWING);
  });

  it('and reads none of the events of a long stream to append to it', async () => {
    const { store } = harness;

    const plans = await plansOf(() => store.append('long-3', [added(1)], 'any'));

    const versions = plans.filter((plan) => plan.includes('FROM streams'));
    expect(versions.length).toBeGreaterThan(0);
    for (const plan of versions) {
      expect(plan).toMatch(/Index Scan (using|on) events_stream_version_key .*\(never executed\)/);
    }
  });
});
