import { SHARDS } from '../../queue/shards';
import type { DeliveryQueueHarness } from '../delivery-queue-harness';
import { enqueue } from '../delivery-rows';
import {
  claimDue,
  claimNew,
  DELIVERED,
  LEASE_MS,
  newDelivery,
  NOW_MS,
  outcome,
  useHarness,
} from './fixtures';

export function describeWaitingLanes(open: () => Promise<DeliveryQueueHarness>): void {
  const harness = useHarness(open);
  const lanes = () => harness().queue.waitingLanes();

  it('are none where nothing waits', async () => {
    expect(await lanes()).toEqual([]);
  });

  it('are the webhooks for which something waits, each with its earliest', async () => {
    await enqueue(harness(), [newDelivery(1, { webhookId: 7 })], NOW_MS + 2_000);
    await enqueue(harness(), [newDelivery(2, { webhookId: 7 })], NOW_MS + 1_000);
    await enqueue(harness(), [newDelivery(2, { webhookId: 3, accountId: 9 })], NOW_MS + 3_000);

    expect(await lanes()).toEqual([
      { webhookId: 3, accountId: 9, dueAtMs: NOW_MS + 3_000 },
      { webhookId: 7, accountId: 1, dueAtMs: NOW_MS + 1_000 },
    ]);
  });

  it('are those of some shards where it is asked for them', async () => {
    const webhookIds = [3, 7, SHARDS + 3];
    await enqueue(
      harness(),
      webhookIds.map((webhookId) => newDelivery(1, { webhookId })),
      NOW_MS,
    );
    const of = async (...shards: number[]) =>
      (await harness().queue.waitingLanes(shards)).map(({ webhookId }) => webhookId);

    expect(await of(3)).toEqual([3, SHARDS + 3]);
    expect(await of(0, 7, 9)).toEqual([7]);
    expect(await of(5)).toEqual([]);
    expect(await of()).toEqual([]);
  });

  it('are due at the end of the lease for what is claimed', async () => {
    await claimNew(harness(), 1);

    expect(await lanes()).toMatchObject([{ dueAtMs: NOW_MS + LEASE_MS }]);
  });

  it('are due at the next attempt for what failed', async () => {
    const [claimed] = await claimNew(harness(), 1);

    await harness().queue.complete([
      outcome(claimed!, { status: 'pending', nextAttemptAtMs: NOW_MS + 5_000 }),
    ]);

    expect(await lanes()).toMatchObject([{ dueAtMs: NOW_MS + 5_000 }]);
  });

  it('are none where all is done', async () => {
    const [claimed] = await claimNew(harness(), 1);

    await harness().queue.complete([outcome(claimed!, DELIVERED)]);

    expect(await lanes()).toEqual([]);
  });

  it('say with a claim when the next of the webhook is due that is not claimed', async () => {
    await enqueue(harness(), [newDelivery(1), newDelivery(2), newDelivery(3)], NOW_MS);
    await enqueue(harness(), [newDelivery(4)], NOW_MS + 5_000);
    const nextDue = async (limit: number) => {
      const [lane] = await harness().queue.claim([{ webhookId: 1, limit }], NOW_MS, LEASE_MS);
      return lane!.nextDueAtMs;
    };

    expect(await nextDue(2)).toBe(NOW_MS);
    expect(await nextDue(2)).toBe(NOW_MS + 5_000);
    await claimDue(harness(), 1, NOW_MS + 5_000);
    expect(await nextDue(1)).toBeUndefined();
  });
}
