import type { DeliveryQueueHarness } from '../delivery-queue-harness';
import { enqueue } from '../delivery-rows';
import {
  claimNew,
  DELIVERED,
  LEASE_MS,
  newDelivery,
  NOW_MS,
  outcome,
  useHarness,
} from './fixtures';

export function describeNextDue(open: () => Promise<DeliveryQueueHarness>): void {
  const harness = useHarness(open);

  it('is none where no delivery is', async () => {
    expect(await harness().queue.nextDueAtMs()).toBeUndefined();
  });

  it('is the earliest of those that wait, due already or not', async () => {
    await enqueue(harness(), [newDelivery(1)], NOW_MS + 2_000);
    await enqueue(harness(), [newDelivery(2)], NOW_MS + 1_000);
    await enqueue(harness(), [newDelivery(3)], NOW_MS + 3_000);

    expect(await harness().queue.nextDueAtMs()).toBe(NOW_MS + 1_000);
  });

  it('is the end of the lease for what is claimed', async () => {
    await claimNew(harness(), 1);

    expect(await harness().queue.nextDueAtMs()).toBe(NOW_MS + LEASE_MS);
  });

  it('is the next attempt for what failed', async () => {
    const [claimed] = await claimNew(harness(), 1);

    await harness().queue.complete([
      outcome(claimed!, { status: 'pending', nextAttemptAtMs: NOW_MS + 5_000 }),
    ]);

    expect(await harness().queue.nextDueAtMs()).toBe(NOW_MS + 5_000);
  });

  it('is none where all is done', async () => {
    const [claimed] = await claimNew(harness(), 1);

    await harness().queue.complete([outcome(claimed!, DELIVERED)]);

    expect(await harness().queue.nextDueAtMs()).toBeUndefined();
  });
}
