import { NOW_MS, ordered } from '../testing/conformance/fixtures';
import { enqueue } from '../testing/delivery-rows';
import {
  openSqliteDeliveryQueue,
  type SqliteDeliveryQueueHarness,
} from '../testing/sqlite-harness';
import { type Recovery, RECOVERY_KINDS } from './recovery';

const DELIVERIES = 20_000;
const WEBHOOKS = 50;
const RECOVERIES = 500;

const numbered = (to: number) =>
  `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${to})`;

/** Of each webhook, deliveries of every status, a tenth of them failed, and recoveries, two unfinished. */
async function fill({ sql }: SqliteDeliveryQueueHarness): Promise<void> {
  await sql(`INSERT INTO deliveries
    (id, event_position, event_id, event, account_id, webhook_id, replay_id, format,
     conversation_id, ordered, status, attempts, failures, resends, recovery_id, claimed,
     available_at_ms, created_at_ms, finished_at_ms)
    ${numbered(DELIVERIES)}
    SELECT n, n, 'event-' || n, 'message_created', 1, n % ${WEBHOOKS}, 0, 'hoory', n % 10, n % 2,
           CASE n / ${WEBHOOKS} % 10 WHEN 0 THEN 'failed' ELSE 'delivered' END, 1, 0, 0,
           CASE n / ${WEBHOOKS} % 10 WHEN 1 THEN 1 + n % ${RECOVERIES} END, 0, ${NOW_MS},
           ${NOW_MS}, ${NOW_MS}
    FROM numbers`);
  await sql(`INSERT INTO recoveries
    (id, account_id, webhook_id, kind, since_ms, total, from_position, next_position, to_position,
     rate_per_second, last_due_at_ms, created_at_ms, finished_at_ms)
    ${numbered(RECOVERIES)}
    SELECT n, 1, n % ${WEBHOOKS}, 'failed', 0, 10, 1, 1, ${DELIVERIES}, 100, ${NOW_MS},
           ${NOW_MS} + 1, CASE WHEN n > 400 THEN NULL ELSE ${NOW_MS} END
    FROM numbers`);
}

/** But of what is handed to the statement. */
const scansIn = (plans: readonly string[][]): string[] =>
  plans.flat().filter((step) => /SCAN (?!put|turn|json_each|free|value)/.test(step));

describe.each([
  ['knows nothing of the tables', false],
  ['has statistics of the tables', true],
])('the plans of recoveries on 20,000 deliveries, where SQLite %s', (_, analyzed) => {
  let harness: SqliteDeliveryQueueHarness;
  let recovery: Recovery;
  beforeEach(async () => {
    harness = await openSqliteDeliveryQueue();
    await fill(harness);
    recovery = (await harness.recoveries.find(1, 401))!;
    if (!analyzed) return;
    await harness.sql('ANALYZE');
    // A connection reads the statistics when it opens.
    await harness.reopen();
  });
  afterEach(() => harness.close());

  /** The steps of the plan of each statement that the database was sent meanwhile. */
  const plansOf = async (act: () => Promise<unknown>): Promise<string[][]> => {
    const { connection } = harness;
    const spies = (['all', 'get', 'run'] as const).map((method) => jest.spyOn(connection, method));
    const batches = jest.spyOn(connection, 'runAll');
    await act();
    const statements = [
      ...spies.flatMap((spy) => spy.mock.calls.map(([sql, ...params]) => ({ sql, params }))),
      ...batches.mock.calls.flatMap(([batch]) => batch),
    ].filter(({ sql }) => /deliveries|recoveries/.test(sql));
    for (const spy of [...spies, batches]) spy.mockRestore();
    return statements.map(({ sql, params }) =>
      connection
        .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params)
        .map(({ detail }) => detail),
    );
  };
  it('counts what failed from the index of that alone', async () => {
    const plans = await plansOf(() =>
      harness.recoveries.createFailed(
        { accountId: 1, webhookId: 1, sinceMs: NOW_MS, ratePerSecond: 1, request: null },
        NOW_MS + 1,
      ),
    );

    expect(plans).toContainEqual([
      'SEARCH deliveries USING COVERING INDEX deliveries_failed (webhook_id=?)',
    ]);
  });

  it('goes on with what failed from where it is, without sorting', async () => {
    expect(await plansOf(() => harness.recoveries.nextFailed(recovery, 500))).toEqual([
      [
        expect.stringMatching(
          /^SEARCH deliveries USING COVERING INDEX deliveries_failed \(webhook_id=\? AND event_position>\?\)$/,
        ),
      ],
    ]);
  });

  it('finds what is unfinished without reading what is finished', async () => {
    const [plan] = await plansOf(() => harness.recoveries.unfinished());

    expect(plan).toEqual([
      'SEARCH recoveries USING INTEGER PRIMARY KEY (rowid=?)',
      expect.stringMatching(/^LIST SUBQUERY/),
      expect.stringMatching(/^SCAN recoveries USING (COVERING )?INDEX recoveries_unfinished$/),
    ]);
  });

  it('counts what became of what it brought from an index alone', async () => {
    for (const read of [
      () => harness.recoveries.list(1, RECOVERY_KINDS, 100),
      () => harness.recoveries.find(1, recovery.id),
    ]) {
      const plans = await plansOf(read);
      expect(plans[1]).toContain(
        'SEARCH deliveries USING COVERING INDEX deliveries_recovered (recovery_id=?)',
      );
      expect(scansIn(plans)).toEqual([]);
    }
  });

  it('lists the recoveries of a webhook from the newest on', async () => {
    const [plan] = await plansOf(() => harness.recoveries.list(1, RECOVERY_KINDS, 100));

    expect(plan![0]).toBe('SEARCH recoveries USING INDEX recoveries_of_webhook (webhook_id=?)');
    expect(plan!.filter((step) => /SCAN recoveries|TEMP B-TREE/.test(step))).toEqual([]);
  });

  it('puts back by id, and finds whose turn it is by the index of the turns', async () => {
    await enqueue(harness, [ordered(DELIVERIES + 1)], NOW_MS);
    const failed = await harness.recoveries.nextFailed(recovery, 500);
    const chunk = harness.queue.putBack(
      failed.map(({ id }) => ({ id, dueAtMs: NOW_MS })),
      recovery.id,
      NOW_MS,
    );

    const plans = await plansOf(() => harness.recoveries.advance(recovery, recovery, chunk));

    expect(plans).toHaveLength(4);
    expect(scansIn(plans)).toEqual([]);
  });

  it('gives all turns of a webhook by the index of the turns', async () => {
    const plans = await plansOf(() => harness.recoveries.finish(recovery, recovery, [], NOW_MS));

    expect(plans.at(-1)).toContainEqual(
      expect.stringMatching(
        /^SEARCH deliveries USING (COVERING )?INDEX deliveries_turns \(webhook_id=\?/,
      ),
    );
    expect(scansIn(plans)).toEqual([]);
  });
});
