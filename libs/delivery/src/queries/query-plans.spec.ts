import { NOW_MS } from '../testing/conformance/fixtures';
import { DeliveryFixture } from '../testing/delivery-fixture';
import { messageCreated } from '../testing/new-events';
import { FindDelivery, FindDeliveryHandler } from './find-delivery';
import { FindStatistics, FindStatisticsHandler } from './find-statistics';
import { type DeliveryFilter, ListDeliveries, ListDeliveriesHandler } from './list-deliveries';

const DELIVERIES = 20_000;

/** Half are webhook 2's: a tenth of those is pending, a tenth has failed. */
const FILL = `
  WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${DELIVERIES})
  INSERT INTO deliveries
    (id, event_position, event_id, event, account_id, webhook_id, replay_id, format, conversation_id,
     ordered, status, attempts, failures, resends, claimed, available_at_ms, created_at_ms,
     finished_at_ms)
  SELECT n, n, 'event-' || n, 'message_created', 1, 2 - n % 2, 0, 'hoory', n % 4, 0,
         CASE n % 20 WHEN 2 THEN 'pending' WHEN 4 THEN 'failed' ELSE 'delivered' END, 1, 0, 0, 0, 0,
         ${NOW_MS} - ${DELIVERIES} + n, ${NOW_MS}
  FROM numbers`;
const FILL_ATTEMPTS = `
  INSERT INTO attempts (delivery_id, attempt, started_at_ms, duration_ms, status_code, response_body)
  SELECT id, 1, ${NOW_MS}, 5, 200, '' FROM deliveries`;

const LAST = [
  'SEARCH last USING INDEX sqlite_autoindex_attempts_1 (delivery_id=? AND attempt=?) LEFT-JOIN',
  expect.stringMatching(/^CORRELATED SCALAR SUBQUERY/),
  'SEARCH attempts USING COVERING INDEX sqlite_autoindex_attempts_1 (delivery_id=?)',
  expect.stringMatching(/^CORRELATED SCALAR SUBQUERY/),
  'SEARCH attempts USING COVERING INDEX sqlite_autoindex_attempts_1 (delivery_id=?)',
];
const IN_ORDER =
  'webhook_id=? AND (event_position,replay_id)>(?,?) AND (event_position,replay_id)<(?,?)';

describe.each([
  ['knows nothing of the tables', false],
  ['has statistics of the tables', true],
])('the plans of the queries on 20,000 deliveries, where SQLite %s', (_, analyzed) => {
  let fixture: DeliveryFixture;
  beforeEach(async () => {
    fixture = await DeliveryFixture.open();
    await fixture.createWebhook({ id: 2 });
    await fixture.append(messageCreated());
    await fixture.harness.sql(FILL);
    await fixture.harness.sql(FILL_ATTEMPTS);
    if (!analyzed) return;
    await fixture.harness.sql('ANALYZE');
    // A connection reads the statistics when it opens.
    await fixture.reopen();
  });
  afterEach(() => fixture.close());

  /** The steps of the plan of each statement on the tables that the act makes. */
  const plansOf = async (act: () => Promise<unknown>): Promise<string[][]> => {
    const { database } = fixture.harness;
    const query = jest.spyOn(database, 'query');
    await act();
    const statements = query.mock.calls.map(([sql, params]) => [sql, params] as const);
    query.mockRestore();
    return Promise.all(
      statements.map(async ([sql, params]) => {
        const steps = await database.query<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params);
        return steps.map(({ detail }) => detail);
      }),
    );
  };
  const plansOfList = (filter: DeliveryFilter): Promise<string[][]> => {
    const { store, database } = fixture.harness;
    const handler = new ListDeliveriesHandler(store, database);
    return plansOf(() => handler.execute(new ListDeliveries(1, 2, filter, { limit: 25 })));
  };

  it('reads a page in the order of the log, and no more of it than the page has', async () => {
    expect(await plansOfList({})).toEqual([
      [`SEARCH deliveries USING INDEX sqlite_autoindex_deliveries_1 (${IN_ORDER})`, ...LAST],
    ]);
  });

  it.each<DeliveryFilter>([
    { event: 'message_created' },
    { status: 'delivered' },
    { status: 'pending' },
    { sinceMs: NOW_MS - 100 },
    { untilMs: NOW_MS - 100 },
    { conversationId: 2 },
    { status: 'pending', conversationId: 2, event: 'message_created', sinceMs: 0, untilMs: NOW_MS },
  ])('finds %j in that order too, after it has looked up where to end', async (filter) => {
    expect(await plansOfList(filter)).toEqual([
      [
        'SEARCH deliveries USING COVERING INDEX sqlite_autoindex_deliveries_1 (webhook_id=? AND (event_position,replay_id)<(?,?))',
      ],
      [`SEARCH deliveries USING INDEX sqlite_autoindex_deliveries_1 (${IN_ORDER})`, ...LAST],
    ]);
  });

  it('finds what failed among what failed', async () => {
    const page = [`SEARCH deliveries USING INDEX deliveries_failed (${IN_ORDER})`, ...LAST];
    expect(await plansOfList({ status: 'failed' })).toEqual([page]);
    expect(await plansOfList({ status: 'failed', conversationId: 2 })).toEqual([
      [
        'SEARCH deliveries USING COVERING INDEX deliveries_failed (webhook_id=? AND (event_position,replay_id)<(?,?))',
      ],
      page,
    ]);
  });

  it('counts what waits and finds the next retry by the indexes of what is unfinished', async () => {
    const { store, database, attemptCounts, healthTable, clock } = fixture.harness;
    const handler = new FindStatisticsHandler(store, database, attemptCounts, healthTable, clock);

    const [pending, retry] = await plansOf(() => handler.execute(new FindStatistics(1, 2)));

    expect(pending!.filter((step) => /deliveries/.test(step))).toEqual([
      'SEARCH deliveries USING COVERING INDEX deliveries_due (webhook_id=?)',
      'SEARCH deliveries USING INDEX deliveries_turns (webhook_id=?)',
    ]);
    expect(retry).toEqual([
      'SEARCH deliveries USING INDEX deliveries_due (webhook_id=? AND available_at_ms>?)',
    ]);
  });

  it('finds one by its id, and its attempts by it', async () => {
    const { store, database } = fixture.harness;
    const handler = new FindDeliveryHandler(store, database);
    expect(await plansOf(() => handler.execute(new FindDelivery(1, 2, 2)))).toEqual([
      ['SEARCH deliveries USING INTEGER PRIMARY KEY (rowid=?)', ...LAST],
      ['SEARCH attempts USING INDEX sqlite_autoindex_attempts_1 (delivery_id=?)'],
    ]);
  });
});
