import { SHARDS } from '../../queue/shards';
import type { DeliveryQueueHarness } from '../delivery-queue-harness';
import { enqueue, readAttempts, readDeliveries } from '../delivery-rows';
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

const FAILED = { status: 'failed' } as const;

export function describeClaimsThatEnd(open: () => Promise<DeliveryQueueHarness>): void {
  const harness = useHarness(open);

  it('and was taken over since completes nothing', async () => {
    const { queue } = harness();
    const [late] = await claimNew(harness(), 1);
    const [current] = await claimDue(harness(), 1, NOW_MS + LEASE_MS);
    const before = await readDeliveries(harness());

    await queue.complete([outcome(late!, FAILED)]);

    expect(await readDeliveries(harness())).toEqual(before);
    expect(await readAttempts(harness())).toEqual([]);
    await queue.complete([outcome(current!, DELIVERED)]);
    expect(await readDeliveries(harness())).toMatchObject([{ status: 'delivered', attempts: 2 }]);
    expect(await readAttempts(harness())).toMatchObject([{ attempt: 2 }]);
  });

  it('and was completed by whoever took over completes nothing', async () => {
    const { queue } = harness();
    const [late] = await claimNew(harness(), 1);
    const [current] = await claimDue(harness(), 1, NOW_MS + LEASE_MS);
    await queue.complete([outcome(current!, DELIVERED)]);

    await queue.complete([outcome(late!, FAILED)]);

    expect(await readDeliveries(harness())).toMatchObject([{ status: 'delivered' }]);
    expect(await readAttempts(harness())).toMatchObject([{ attempt: 2 }]);
  });

  it('completes nothing, and takes nothing from the others of its batch', async () => {
    const { queue } = harness();
    const claimed = await claimNew(harness(), 3);
    const [takenOver] = await claimDue(harness(), 1, NOW_MS + LEASE_MS);

    await queue.complete(claimed.map((delivery) => outcome(delivery, DELIVERED)));

    const rest = claimed.filter(({ id }) => id !== takenOver!.id).map(({ id }) => id);
    expect((await readAttempts(harness())).map(({ deliveryId }) => deliveryId)).toEqual(rest);
    const deliveries = await readDeliveries(harness());
    expect(deliveries.filter(({ status }) => status === 'delivered').map(({ id }) => id)).toEqual(
      rest,
    );
  });

  it('carries on the count of failures to the next', async () => {
    const { queue } = harness();
    const [first] = await claimNew(harness(), 1);
    const retry = { status: 'pending', nextAttemptAtMs: NOW_MS } as const;

    await queue.complete([{ ...outcome(first!, retry), failures: 1 }]);

    expect(first).toMatchObject({ attempt: 1, failures: 0 });
    expect(await claimDue(harness(), 1, NOW_MS)).toMatchObject([{ attempt: 2, failures: 1 }]);
  });

  it('but was not taken over still completes', async () => {
    const { queue } = harness();
    const [claimed] = await claimNew(harness(), 1);

    await queue.complete([
      { ...outcome(claimed!, DELIVERED), finishedAtMs: NOW_MS + LEASE_MS + 1 },
    ]);

    expect(await readDeliveries(harness())).toMatchObject([{ status: 'delivered' }]);
    expect(await claimDue(harness(), 1, NOW_MS + LEASE_MS)).toEqual([]);
  });

  it('by its completion is not completed again', async () => {
    const { queue } = harness();
    const [claimed] = await claimNew(harness(), 1);
    await queue.complete([
      outcome(claimed!, { status: 'pending', nextAttemptAtMs: NOW_MS + 5_000 }),
    ]);

    await queue.complete([outcome(claimed!, FAILED)]);

    expect(await readDeliveries(harness())).toMatchObject([
      { status: 'pending', availableAtMs: NOW_MS + 5_000 },
    ]);
    expect(await readAttempts(harness())).toHaveLength(1);
  });

  it('by its release is due at once, as the next attempt', async () => {
    const { queue } = harness();
    const claimed = await claimNew(harness(), 2);

    expect(await queue.releaseClaims(NOW_MS + 1)).toBe(2);

    expect(await claimDue(harness(), 10, NOW_MS)).toEqual([]);
    expect(await claimDue(harness(), 10, NOW_MS + 1)).toEqual(
      claimed.map((delivery) => Object.assign(delivery, { attempt: 2 })),
    );
  });

  it('by the release of its shard is due at once, and those of others stand', async () => {
    const webhookIds = [1, 2, SHARDS + 1];
    const deliveries = webhookIds.map((webhookId) => newDelivery(1, { webhookId }));
    await enqueue(harness(), deliveries, NOW_MS);
    await claimDue(harness(), 1, NOW_MS, webhookIds);

    expect(await harness().queue.releaseClaims(NOW_MS, [1, 5])).toBe(2);
    expect(await harness().queue.releaseClaims(NOW_MS, [])).toBe(0);

    const claimed = await claimDue(harness(), 1, NOW_MS, webhookIds);
    expect(claimed.map(({ webhookId }) => webhookId)).toEqual([1, SHARDS + 1]);
  });

  it('by its release completes nothing', async () => {
    const { queue } = harness();
    const [claimed] = await claimNew(harness(), 1);
    await queue.releaseClaims(NOW_MS + 1);

    await queue.complete([outcome(claimed!, DELIVERED)]);

    expect(await readDeliveries(harness())).toMatchObject([{ status: 'pending' }]);
    expect(await readAttempts(harness())).toEqual([]);
  });

  it('by its release leaves what waits for its time, and what is done, alone', async () => {
    const { queue } = harness();
    const [waiting, done] = await claimNew(harness(), 2);
    await queue.complete([
      outcome(waiting!, { status: 'pending', nextAttemptAtMs: NOW_MS + 5_000 }),
      outcome(done!, DELIVERED),
    ]);
    const before = await readDeliveries(harness());

    expect(await queue.releaseClaims(NOW_MS + 1)).toBe(0);

    expect(await readDeliveries(harness())).toEqual(before);
  });
}
