import { NOW_MS } from '../testing/conformance/fixtures';
import { DeliveryFixture } from '../testing/delivery-fixture';
import {
  openPostgresDeliveryQueue,
  type PostgresDeliveryQueueHarness,
} from '../testing/postgres-harness';
import { fill, keepStatistics, plansOf, scannedIn } from '../testing/postgres-plans';
import { FindDelivery, FindDeliveryHandler } from './find-delivery';
import { FindStatistics, FindStatisticsHandler } from './find-statistics';
import { type DeliveryFilter, ListDeliveries, ListDeliveriesHandler } from './list-deliveries';

const OF_WEBHOOK = 'deliveries_webhook_id_event_position_replay_id_key';

describe('the plans of what is shown of 500,000 deliveries on PostgreSQL', () => {
  let fixture: DeliveryFixture;
  let harness: PostgresDeliveryQueueHarness;
  beforeAll(async () => {
    const opened = await openPostgresDeliveryQueue();
    harness = opened;
    fixture = await DeliveryFixture.open(async () => opened);
    await fixture.createWebhook({ id: 2 });
    await keepStatistics(harness);
    await fill(harness);
  });
  afterAll(() => fixture.close());

  const plansOfList = (filter: DeliveryFilter): Promise<string[]> => {
    const { store, database } = fixture.harness;
    const handler = new ListDeliveriesHandler(store, database);
    const list = new ListDeliveries(1, 2, filter, { limit: 25 });
    return plansOf(harness, () => handler.execute(list));
  };

  describe.each([
    ['knows nothing of the tables', false],
    ['has statistics of the tables', true],
  ])('where it %s', (_, analyzed) => {
    beforeAll(async () => {
      if (analyzed) await harness.sql('ANALYZE');
    });

    it('read a page in the order of the log, without sorting', async () => {
      const plans = await plansOfList({});

      expect(plans).toHaveLength(1);
      expect(plans[0]).toContain(`Index Scan Backward using ${OF_WEBHOOK}`);
      expect(plans[0]).not.toContain('Sort');
      expect(scannedIn(plans)).toEqual([]);
    });

    // Of 10,000 at the most, so that whether it sorts them is the planner's to say.
    it.each<DeliveryFilter>([
      { event: 'message_created' },
      { status: 'delivered' },
      { status: 'pending' },
      { sinceMs: NOW_MS - 100 },
      { conversationId: 2 },
    ])('find %j among those of the webhook', async (filter) => {
      const plans = await plansOfList(filter);

      expect(plans).toHaveLength(2);
      for (const plan of plans) expect(plan).toMatch(new RegExp(`${OF_WEBHOOK}|deliveries_due`));
      expect(scannedIn(plans)).toEqual([]);
    });

    it('find what failed among what failed', async () => {
      const plans = await plansOfList({ status: 'failed' });

      expect(plans.at(-1)).toContain('Scan Backward using deliveries_failed on deliveries');
      expect(scannedIn(plans)).toEqual([]);
    });

    it('count what waits and find the next retry by the indexes of what is unfinished', async () => {
      const { store, database, attemptCounts, healthTable, clock } = fixture.harness;
      const handler = new FindStatisticsHandler(store, database, attemptCounts, healthTable, clock);

      const [pending, retry, ...others] = await plansOf(harness, () =>
        handler.execute(new FindStatistics(1, 2)),
      );

      expect(others).toEqual([]);
      expect(pending).toMatch(/deliveries_due/);
      expect(pending).toMatch(/deliveries_turns/);
      expect(retry).toMatch(/Index Scan using deliveries_due on deliveries/);
      expect(retry).not.toContain('Sort');
      expect(scannedIn([pending!, retry!])).toEqual([]);
    });

    it('find one by its id, and its attempts by it', async () => {
      const { store, database } = fixture.harness;
      const { id } = (
        await harness.sql('SELECT id FROM deliveries WHERE webhook_id = 2 LIMIT 1')
      )[0]!;
      const handler = new FindDeliveryHandler(store, database);

      // The event is not in the log, but is read last.
      const plans = await plansOf(harness, () =>
        handler.execute(new FindDelivery(1, 2, Number(id))).catch(() => {}),
      );

      expect(plans[0]).toContain('Index Scan using deliveries_pkey on deliveries');
      expect(plans[0]).toContain('attempts_delivery_id_attempt_key');
      expect(scannedIn(plans)).toEqual([]);
    });
  });
});
