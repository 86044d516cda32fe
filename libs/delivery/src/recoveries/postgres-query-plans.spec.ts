import { NOW_MS } from '../testing/conformance/fixtures';
import {
  openPostgresDeliveryQueue,
  type PostgresDeliveryQueueHarness,
} from '../testing/postgres-harness';
import {
  fill,
  keepStatistics,
  plansOf,
  RECOVERIES,
  scannedIn,
  WEBHOOKS,
} from '../testing/postgres-plans';
import { type Recovery, RECOVERY_KINDS } from './recovery';

/** The last two of each webhook are unfinished; these are of webhook 1. */
const UNFINISHED_IDS = [RECOVERIES - 2 * WEBHOOKS + 1, RECOVERIES - WEBHOOKS + 1] as const;

describe('the plans of recoveries on 500,000 deliveries on PostgreSQL', () => {
  let harness: PostgresDeliveryQueueHarness;
  let recovery: Recovery;
  beforeAll(async () => {
    harness = await openPostgresDeliveryQueue();
    await keepStatistics(harness);
    await fill(harness);
  });
  afterAll(() => harness.close());

  describe.each([
    ['knows nothing of the tables', false],
    ['has statistics of the tables', true],
  ])('where it %s', (_, analyzed) => {
    beforeAll(async () => {
      if (analyzed) await harness.sql('ANALYZE');
      recovery = (await harness.recoveries.find(1, UNFINISHED_IDS[analyzed ? 1 : 0]))!;
    });

    it.each<
      [string, RegExp, (table: PostgresDeliveryQueueHarness['recoveries']) => Promise<unknown>]
    >([
      [
        'count what failed from the index of that alone',
        /deliveries_failed/,
        (table) =>
          table.createFailed(
            { accountId: 1, webhookId: 1, sinceMs: NOW_MS, ratePerSecond: 1, request: null },
            NOW_MS + 1,
          ),
      ],
      [
        'go on with what failed from where it is, in its order',
        /^Limit.*\n.*Index (Only )?Scan using deliveries_failed/,
        (table) => table.nextFailed(recovery, 500),
      ],
      [
        'find what is unfinished without reading what is finished',
        /recoveries_unfinished/,
        (table) => table.unfinished(),
      ],
      [
        'count what became of what one brought by its deliveries',
        /deliveries_recovered/,
        (table) => table.find(1, recovery.id),
      ],
      [
        'list those of a webhook by them',
        /recoveries_of_webhook/,
        (table) => table.list(1, RECOVERY_KINDS, 100),
      ],
      [
        'count what is still in the queue by it',
        /deliveries_recover/,
        (table) => table.queued(recovery.id),
      ],
      [
        'find what was delivered by its positions',
        /deliveries_webhook_id_event_position_replay_id_key|deliveries_failed/,
        (table) => table.positionsWith(1, [51, 101], 'failed'),
      ],
      [
        'give all turns of a webhook by the index of the turns',
        /deliveries_turns/,
        (table) => table.finish(recovery, recovery, [], NOW_MS),
      ],
    ])('%s', async (_does, index, act) => {
      const plans = await plansOf(harness, () => act(harness.recoveries));

      expect(plans.join('\n')).toMatch(index);
      expect(scannedIn(plans)).toEqual([]);
    });
  });
});
