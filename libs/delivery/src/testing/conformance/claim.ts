import type { DeliveryQueueHarness } from '../delivery-queue-harness';
import { enqueue, readDeliveries } from '../delivery-rows';
import {
  claimDue,
  LEASE_MS,
  newDeliveries,
  newDelivery,
  NOW_MS,
  outcome,
  positionsOf,
  useHarness,
} from './fixtures';

export function describeClaim(open: () => Promise<DeliveryQueueHarness>): void {
  const harness = useHarness(open);
  const claim = (limit: number, nowMs = NOW_MS) => claimDue(harness(), limit, nowMs);

  it('takes the longest due first', async () => {
    await enqueue(harness(), [newDelivery(1)], NOW_MS + 2);
    await enqueue(harness(), [newDelivery(2)], NOW_MS);
    await enqueue(harness(), [newDelivery(3)], NOW_MS + 1);

    const taken = [];
    for (let n = 0; n < 3; n++) taken.push(...(await claim(1, NOW_MS + 2)));

    expect(positionsOf(taken)).toEqual([2, 3, 1]);
  });

  it('takes the first enqueued first where several are equally long due', async () => {
    await enqueue(harness(), newDeliveries(5), NOW_MS);

    const taken = [];
    for (let n = 0; n < 5; n++) taken.push(...(await claim(1)));

    expect(positionsOf(taken)).toEqual([1, 2, 3, 4, 5]);
  });

  it('takes no more than the limit', async () => {
    await enqueue(harness(), newDeliveries(5), NOW_MS);

    expect(positionsOf(await claim(3))).toEqual([1, 2, 3]);
    expect(positionsOf(await claim(3))).toEqual([4, 5]);
    expect(await claim(3)).toEqual([]);
  });

  it('takes nothing before its time, and everything from then on', async () => {
    await enqueue(harness(), [newDelivery(1)], NOW_MS);

    expect(await claim(10, NOW_MS - 1)).toEqual([]);
    expect(positionsOf(await claim(10, NOW_MS))).toEqual([1]);
  });

  it('counts the attempts of each delivery for itself', async () => {
    await enqueue(harness(), [newDelivery(1)], NOW_MS);
    const [first] = await claim(10);
    const retry = { status: 'pending', nextAttemptAtMs: NOW_MS + 5_000 } as const;
    await harness().queue.complete([outcome(first!, retry)]);
    await enqueue(harness(), [newDelivery(2)], NOW_MS + 5_000);

    expect(await claim(10, NOW_MS + 5_000)).toMatchObject([
      { eventPosition: 1, attempt: 2 },
      { eventPosition: 2, attempt: 1 },
    ]);
    expect(await readDeliveries(harness())).toMatchObject([{ attempts: 2 }, { attempts: 1 }]);
  });

  it('never gives one delivery to two that ask at the same time', async () => {
    await enqueue(harness(), newDeliveries(100), NOW_MS);

    const claims = await Promise.all(Array.from({ length: 8 }, () => claim(15)));

    expect(claims.every(({ length }) => length <= 15)).toBe(true);
    const taken = positionsOf(claims.flat());
    expect(taken.toSorted((one, other) => one - other)).toEqual(
      newDeliveries(100).map(({ eventPosition }) => eventPosition),
    );
  });

  it('stands until its lease ends', async () => {
    await enqueue(harness(), newDeliveries(2), NOW_MS);
    const first = await claim(10);

    expect(await claim(10, NOW_MS + LEASE_MS - 1)).toEqual([]);
    expect(await claim(10, NOW_MS + LEASE_MS)).toEqual(
      first.map((delivery) => Object.assign(delivery, { attempt: 2 })),
    );
  });

  it('is kept by the database', async () => {
    await enqueue(harness(), newDeliveries(1), NOW_MS);
    await claim(10);

    await harness().reopen();

    expect(await claim(10, NOW_MS + LEASE_MS - 1)).toEqual([]);
    expect(await claim(10, NOW_MS + LEASE_MS)).toMatchObject([{ attempt: 2 }]);
  });
}
