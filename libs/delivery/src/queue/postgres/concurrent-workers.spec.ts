import { enqueue, readAttempts, readDeliveries } from '../../testing/delivery-rows';
import {
  answered,
  claimDue,
  DELIVERED,
  LEASE_MS,
  newDelivery,
  NOW_MS,
  outcome,
  useHarness,
} from '../../testing/conformance/fixtures';
import { openPostgresDeliveryQueue } from '../../testing/postgres-harness';

const WEBHOOK_IDS = [1, 2, 3];
const EACH = 400;
const WORKERS = 6;

describe('a delivery queue on PostgreSQL at which several are at work', () => {
  const harness = useHarness(openPostgresDeliveryQueue);

  const fill = async (): Promise<void> => {
    const deliveries = WEBHOOK_IDS.flatMap((webhookId) =>
      Array.from({ length: EACH }, (_, n) => newDelivery(n + 1, { webhookId })),
    );
    await enqueue(harness(), deliveries, NOW_MS);
  };
  /** Until nothing is due; completes in the reverse of the order in which it claims. */
  const work = async (nowMs: number): Promise<void> => {
    for (;;) {
      const claimed = await claimDue(harness(), 7, nowMs, WEBHOOK_IDS);
      if (claimed.length === 0) return;
      const outcomes = claimed.map((delivery) => outcome(delivery, DELIVERED));
      await harness().queue.complete(outcomes.toReversed());
    }
  };
  const workers = (nowMs = NOW_MS) => Array.from({ length: WORKERS }, () => work(nowMs));

  it('gives each delivery to one of them, and has none wait for another', async () => {
    await fill();

    await Promise.all(workers());
    // What was locked by another was passed over.
    await work(NOW_MS);

    const deliveries = await readDeliveries(harness());
    expect(deliveries).toHaveLength(EACH * WEBHOOK_IDS.length);
    expect(
      deliveries.filter(({ status, attempts }) => status !== 'delivered' || attempts !== 1),
    ).toEqual([]);
    expect(await readAttempts(harness())).toHaveLength(deliveries.length);
  });

  it('keeps one attempt of each claim, whoever completes it and whatever is released', async () => {
    await fill();
    const claimed = await claimDue(harness(), EACH, NOW_MS, WEBHOOK_IDS);
    const outcomes = claimed.map((delivery) => outcome(delivery, DELIVERED, answered));

    await Promise.all([
      harness().queue.complete(outcomes),
      harness().queue.complete(outcomes.toReversed()),
      harness().queue.releaseClaims(NOW_MS),
      harness().commit(harness().queue.giveUp(1, EACH / 2, NOW_MS)),
      ...workers(NOW_MS + LEASE_MS),
    ]);
    await work(NOW_MS + LEASE_MS);

    const deliveries = await readDeliveries(harness());
    expect(deliveries.filter(({ status }) => status === 'pending')).toEqual([]);
    const attempts = await readAttempts(harness());
    const delivered = deliveries.filter(({ status }) => status === 'delivered');
    expect(attempts.map(({ deliveryId }) => deliveryId)).toEqual(delivered.map(({ id }) => id));
  });
});
