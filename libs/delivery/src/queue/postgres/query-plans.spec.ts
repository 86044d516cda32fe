import {
  answered,
  claimDue,
  DELIVERED,
  newDelivery,
  NOW_MS,
  ordered,
  outcome,
} from '../../testing/conformance/fixtures';
import { enqueue } from '../../testing/delivery-rows';
import {
  openPostgresDeliveryQueue,
  type PostgresDeliveryQueueHarness,
} from '../../testing/postgres-harness';
import {
  ALL_DUE_MS,
  DELIVERIES,
  fill,
  keepStatistics,
  plansOf,
  rowsScanned,
  scannedIn,
} from '../../testing/postgres-plans';

const WEBHOOK_IDS = [1, 2, 3, 4];

describe('the plans of the queue on 500,000 finished deliveries on PostgreSQL', () => {
  let harness: PostgresDeliveryQueueHarness;
  let nextPosition = 2 * DELIVERIES;

  const plans = (act: () => Promise<unknown>): Promise<string[]> => plansOf(harness, act);
  /** All that a queue is asked for, again and again. */
  const work = async (): Promise<void> => {
    const { queue } = harness;
    const position = ++nextPosition;
    await enqueue(harness, [newDelivery(position), ordered(position, { webhookId: 3 })], NOW_MS);
    const claimed = await claimDue(harness, 10, ALL_DUE_MS, WEBHOOK_IDS);
    await queue.complete(claimed.map((delivery) => outcome(delivery, DELIVERED, answered)));
    await queue.waitingLanes();
    await queue.releaseClaims(ALL_DUE_MS, [1, 2]);
    const due = claimed.map(({ id }) => ({ id, dueAtMs: ALL_DUE_MS }));
    await harness.commit(queue.putBack(due, 1, NOW_MS));
    await queue.resend(claimed[0]!.webhookId, claimed[0]!.id, NOW_MS);
  };

  beforeAll(async () => {
    harness = await openPostgresDeliveryQueue();
    await keepStatistics(harness);
    // What is asked one by one is asked of one connection: here it prepares its statements.
    for (let n = 0; n < 10; n++) await work();
    await fill(harness);
  });
  afterAll(() => harness.close());

  it('are not those of when the tables were empty', async () => {
    const before = await rowsScanned(harness);

    await work();

    expect(await rowsScanned(harness)).toBe(before);
  });

  describe.each([
    ['knows nothing of the tables', false],
    ['has statistics of the tables', true],
  ])('where it %s', (_, analyzed) => {
    beforeAll(async () => {
      if (analyzed) await harness.sql('ANALYZE');
    });

    it('claim from the index of what is due, in its order, and update by id', async () => {
      const [plan, ...others] = await plans(() => claimDue(harness, 10, ALL_DUE_MS, WEBHOOK_IDS));

      expect(others).toEqual([]);
      expect(plan!.match(/Index Scan using deliveries_due on deliveries/g)).toHaveLength(2);
      expect(plan).toContain('Index Scan using deliveries_pkey on deliveries');
      // But for the rows of the answer.
      expect(plan!.match(/Sort Key: .*/g)).toEqual(['Sort Key: claimed.id']);
      expect(scannedIn([plan!])).toEqual([]);
    });

    it('complete by looking each delivery up', async () => {
      const claimed = await claimDue(harness, 10, ALL_DUE_MS, [2, 4]);
      expect(claimed).not.toEqual([]);

      const [plan, ...others] = await plans(() =>
        harness.queue.complete(claimed.map((delivery) => outcome(delivery, DELIVERED, answered))),
      );

      expect(others).toEqual([]);
      expect(plan!.match(/Index Scan using deliveries_pkey on deliveries/g)).toHaveLength(2);
      expect(scannedIn([plan!])).toEqual([]);
    });

    it('find whose turn it is by the index of the turns', async () => {
      const claimed = await claimDue(harness, 10, ALL_DUE_MS, [5, 7]);
      expect(claimed.filter((delivery) => delivery.ordered)).not.toEqual([]);

      const [, turns, ...others] = await plans(() =>
        harness.queue.complete(claimed.map((delivery) => outcome(delivery, DELIVERED, answered))),
      );

      expect(others).toEqual([]);
      expect(turns).toContain('Index Scan using deliveries_turns on deliveries next');
      expect(turns).toContain('Index Scan using deliveries_pkey on deliveries');
      expect(scannedIn([turns!])).toEqual([]);
    });

    it('find the webhooks for which something waits by a few seeks each', async () => {
      const [plan] = await plans(() => harness.queue.waitingLanes());

      expect(plan!.match(/Index (Only )?Scan using deliveries_due/g)!.length).toBeGreaterThan(1);
      expect(scannedIn([plan!])).toEqual([]);
    });

    it('release claims by looking at what is claimed, and at nothing else', async () => {
      const [plan] = await plans(() => harness.queue.releaseClaims(ALL_DUE_MS, [2, 3]));

      expect(plan).toMatch(/(using|on) deliveries_claimed/);
      expect(plan).not.toContain('deliveries_due');
      expect(scannedIn([plan!])).toEqual([]);
    });

    it('purge attempts by their ids', async () => {
      const made = await plans(() => harness.attemptRecords.purge(NOW_MS, 500, 0));

      expect(made).not.toEqual([]);
      expect(scannedIn(made)).toEqual([]);
      expect(made.join()).toContain('attempts_pkey');
    });

    it('enqueue, put back, resend and give up without reading what else there is', async () => {
      const { queue, commit } = harness;
      const [failed] = await harness.sql(
        `SELECT id, webhook_id FROM deliveries WHERE status = 'failed' AND ordered = 1 LIMIT 1`,
      );
      const [id, webhookId] = [Number(failed!['id']), Number(failed!['webhook_id'])];
      const position = ++nextPosition;

      const all = await plans(async () => {
        await commit(queue.enqueue([newDelivery(position), ordered(position + 1)], NOW_MS));
        await commit(queue.putBack([{ id, dueAtMs: NOW_MS }], 1, NOW_MS));
        await queue.resend(webhookId, id, NOW_MS);
        await commit(queue.giveUp(9, position, NOW_MS));
      });

      expect(all.length).toBeGreaterThan(8);
      expect(scannedIn(all)).toEqual([]);
    });
  });
});
