import {
  answered,
  claimDue,
  DELIVERED,
  newDelivery,
  NOW_MS,
  outcome,
} from '../../testing/conformance/fixtures';
import { enqueue } from '../../testing/delivery-rows';
import {
  openSqliteDeliveryQueue,
  type SqliteDeliveryQueueHarness,
} from '../../testing/sqlite-harness';

const FINISHED = 20_000;
const WEBHOOKS = 50;
const PENDING = 100 * WEBHOOKS;
/** Of one webhook. */
const CLAIMED = 20;

/** Of even numbers are the webhooks that ask for no order. */
const UNORDERED_WEBHOOK_ID = 2;
const ORDERED = { ordered: true, conversationId: 1 };

const numbered = (from: number, to: number) =>
  `WITH RECURSIVE numbers (n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM numbers WHERE n < ${to})`;

async function fill({ sql }: SqliteDeliveryQueueHarness): Promise<void> {
  const columns = `id, event_position, event_id, event, account_id, webhook_id, replay_id, format,
    conversation_id, ordered, status, attempts, failures, resends, claimed, available_at_ms,
    created_at_ms, finished_at_ms`;
  const event = `n, n, 'event-' || n, 'message_created', 1, n % ${WEBHOOKS}, 0, 'hoory',
    n % 10, n % 2`;
  await sql(`INSERT INTO deliveries (${columns}) ${numbered(1, FINISHED)}
    SELECT ${event}, 'delivered', 1, 0, 0, 0, ${NOW_MS} - n, ${NOW_MS} - n, ${NOW_MS} FROM numbers`);
  await sql(`INSERT INTO attempts
    (delivery_id, attempt, started_at_ms, duration_ms, status_code, response_body)
    ${numbered(1, FINISHED)} SELECT n, 1, ${NOW_MS}, 5, 200, '' FROM numbers`);
  await sql(`INSERT INTO deliveries (${columns}) ${numbered(FINISHED + 1, FINISHED + PENDING)}
    SELECT ${event}, 'pending', 0, 0, 0, 0, ${NOW_MS} + n, ${NOW_MS}, NULL FROM numbers`);
}

const COUNTS_OF_ONE = [
  'SCAN CONSTANT ROW',
  'SCALAR SUBQUERY 1',
  'SEARCH deliveries USING COVERING INDEX sqlite_autoindex_deliveries_1 (webhook_id=? AND event_position=? AND replay_id=?)',
];
/** A look into a range, and into the list only for what is in it. */
const COUNTS_OF_SEVERAL = [
  'SCAN CONSTANT ROW',
  'SCALAR SUBQUERY 2',
  'SEARCH deliveries USING COVERING INDEX sqlite_autoindex_deliveries_1 (webhook_id=? AND event_position>? AND event_position<?)',
  'LIST SUBQUERY 1',
  'SCAN json_each VIRTUAL TABLE INDEX 1:',
  'CREATE BLOOM FILTER',
];

const ALL_DUE_MS = NOW_MS + FINISHED + PENDING;

describe.each([
  ['knows nothing of the tables', false],
  ['has statistics of the tables', true],
])('the plans of the queue on 20,000 finished deliveries, where SQLite %s', (_, analyzed) => {
  let harness: SqliteDeliveryQueueHarness;
  beforeEach(async () => {
    harness = await openSqliteDeliveryQueue();
    await fill(harness);
    await claimDue(harness, CLAIMED, ALL_DUE_MS);
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
    await act();
    const statements = spies
      .flatMap((spy) => spy.mock.calls)
      .filter(([text]) => text.includes('deliveries'));
    for (const spy of spies) spy.mockRestore();
    return statements.map(([text, ...params]) =>
      connection
        .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`, ...params)
        .map(({ detail }) => detail),
    );
  };

  it('claims from the index of what is due, and updates by id', async () => {
    const [plan, next, ...others] = await plansOf(() => claimDue(harness, 10, ALL_DUE_MS));

    expect(others).toEqual([]);
    expect(next).toEqual(['SEARCH deliveries USING INDEX deliveries_due (webhook_id=?)']);
    expect(plan).toContain('SEARCH deliveries USING INTEGER PRIMARY KEY (rowid=?)');
    expect(plan).toContainEqual(
      expect.stringMatching(/^SEARCH deliveries USING (COVERING )?INDEX deliveries_due \(/),
    );
    expect(plan!.filter((step) => /SCAN deliveries|TEMP B-TREE FOR ORDER/.test(step))).toEqual([]);
  });

  it('completes by looking each delivery up', async () => {
    const claimed = await claimDue(harness, 10, ALL_DUE_MS, [UNORDERED_WEBHOOK_ID]);

    const plans = await plansOf(() =>
      harness.queue.complete(claimed.map((delivery) => outcome(delivery, DELIVERED, answered))),
    );

    expect(plans).toEqual(
      claimed.map(() => ['SEARCH deliveries USING INTEGER PRIMARY KEY (rowid=?)']),
    );
  });

  it('finds the webhooks for which something waits by a few seeks each', async () => {
    const [plan] = await plansOf(() => harness.queue.waitingLanes());

    expect(plan!.filter((step) => /deliveries/.test(step))).not.toEqual([]);
    expect(plan!.filter((step) => /SCAN (deliveries|first)/.test(step))).toEqual([]);
  });

  it('finds whose turn it is by the index of the turns', async () => {
    await enqueue(harness, [newDelivery(FINISHED * 2, ORDERED)], NOW_MS);
    const claimed = await claimDue(harness, 100, ALL_DUE_MS);
    const ordered = claimed.filter((delivery) => delivery.ordered);
    expect(ordered).not.toEqual([]);

    const plans = await plansOf(() =>
      harness.queue.complete(ordered.map((delivery) => outcome(delivery, DELIVERED))),
    );

    const turns = plans.at(-1)!;
    expect(turns).toContainEqual(
      expect.stringMatching(/^SEARCH next USING (COVERING )?INDEX deliveries_turns/),
    );
    expect(turns.filter((step) => /SCAN (deliveries|next|recoveries)/.test(step))).toEqual([]);
  });

  it('releases claims by looking at what is claimed, and at nothing else', async () => {
    const [plan] = await plansOf(() => harness.queue.releaseClaims(ALL_DUE_MS));

    expect(plan!.filter((step) => /deliveries/.test(step))).toEqual([
      'SCAN deliveries USING COVERING INDEX deliveries_claimed',
    ]);
  });

  it('enqueues without reading any delivery but those it would add again', async () => {
    const { queue, connection } = harness;
    const [claimed] = await claimDue(harness, 1, ALL_DUE_MS);
    const ended = outcome(claimed!, DELIVERED, answered);
    const statements = [
      ...queue.enqueue([newDelivery(1)], NOW_MS),
      ...queue.enqueueClaimed([claimed!], NOW_MS, ALL_DUE_MS),
      ...queue.enqueueEnded([ended], NOW_MS),
      ...queue.enqueueEnded([ended, ended], NOW_MS).slice(0, 1),
    ];

    const plans = statements.map(({ sql, params }) =>
      connection
        .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params)
        .map(({ detail }) => detail),
    );

    expect(plans).toEqual([[], [], COUNTS_OF_ONE, [], ['SCAN CONSTANT ROW'], COUNTS_OF_SEVERAL]);
  });

  it('finds what deliveries are known by in the index of what makes each unique', async () => {
    const claimed = await claimDue(harness, 2, ALL_DUE_MS);

    const [plan] = await plansOf(() => harness.queue.idsOf(claimed));

    expect(plan!.filter((step) => /deliveries/.test(step))).toEqual([
      expect.stringMatching(
        /^SEARCH deliveries USING COVERING INDEX \w+ \(webhook_id=\? AND event_position=\? AND replay_id=\?\)$/,
      ),
    ]);
  });
});
