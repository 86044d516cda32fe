import type { DeliveryQueueHarness } from '../delivery-queue-harness';
import { enqueue, readDeliveries } from '../delivery-rows';
import {
  claimDue,
  DELIVERED,
  newDelivery,
  NOW_MS,
  ordered,
  outcome,
  positionsOf,
  useHarness,
} from './fixtures';

export function describeTurns(open: () => Promise<DeliveryQueueHarness>): void {
  const harness = useHarness(open);
  // Whose turn it became by an outcome has it from then on.
  const claim = (webhookIds?: readonly number[]) =>
    claimDue(harness(), 10, NOW_MS + 20, webhookIds);
  const statuses = async () => (await readDeliveries(harness())).map(({ status }) => status);

  it('come one after the other, in the order of the log', async () => {
    await enqueue(harness(), [ordered(3), ordered(1), ordered(2)], NOW_MS);
    const taken: number[] = [];

    for (let claimed = await claim(); claimed.length > 0; claimed = await claim()) {
      expect(claimed).toHaveLength(1);
      taken.push(...positionsOf(claimed));
      await harness().queue.complete([outcome(claimed[0]!, DELIVERED)]);
    }

    expect(taken).toEqual([1, 2, 3]);
  });

  it('wait while the one before is still to be attempted again', async () => {
    await enqueue(harness(), [ordered(1), ordered(2)], NOW_MS);
    const [first] = await claim();

    await harness().queue.complete([
      outcome(first!, { status: 'pending', nextAttemptAtMs: NOW_MS + 5_000 }),
    ]);

    expect(await statuses()).toEqual(['pending', 'waiting']);
    expect(await claim()).toEqual([]);
  });

  it.each(['delivered', 'failed', 'cancelled', 'expired'] as const)(
    'come where the one before is %s',
    async (status) => {
      await enqueue(harness(), [ordered(1), ordered(2)], NOW_MS);
      const [first] = await claim();

      await harness().queue.complete([outcome(first!, { status })]);

      expect(positionsOf(await claim())).toEqual([2]);
    },
  );

  it('hold back neither other conversations, nor other webhooks, nor what is of none', async () => {
    await enqueue(
      harness(),
      [
        ordered(1),
        ordered(2, { conversationId: 2 }),
        ordered(3, { webhookId: 2 }),
        newDelivery(4),
        ordered(5),
      ],
      NOW_MS,
    );

    expect(positionsOf(await claim([1, 2]))).toEqual([1, 2, 4, 3]);
  });

  it('come at once for what is enqueued when all before it is finished', async () => {
    await enqueue(harness(), [ordered(1)], NOW_MS);
    const [first] = await claim();
    await harness().queue.complete([outcome(first!, DELIVERED)]);

    await enqueue(harness(), [ordered(2)], NOW_MS);

    expect(positionsOf(await claim())).toEqual([2]);
  });

  it('are not taken by what is enqueued behind one that is under way', async () => {
    await enqueue(harness(), [ordered(1)], NOW_MS);
    await claim();

    await enqueue(harness(), [ordered(2)], NOW_MS);

    expect(await claim()).toEqual([]);
    expect(await statuses()).toEqual(['pending', 'waiting']);
  });

  it('keep the time at which a delivery is due', async () => {
    await enqueue(harness(), [ordered(1)], NOW_MS);
    await enqueue(harness(), [ordered(2)], NOW_MS + 60_000);
    const [first] = await claim();

    await harness().queue.complete([outcome(first!, DELIVERED)]);

    expect(await readDeliveries(harness())).toMatchObject([
      {},
      { status: 'pending', availableAtMs: NOW_MS + 60_000 },
    ]);
  });

  it('behind the point that a recovery has come to come once it has passed', async () => {
    await harness().sql(`INSERT INTO recoveries
      (account_id, webhook_id, kind, from_position, next_position, to_position, rate_per_second,
       last_due_at_ms, created_at_ms)
      VALUES (1, 1, 'missed', 1, 2, 4, 100, 0, 0)`);
    await enqueue(harness(), [ordered(1), ordered(5)], NOW_MS);
    const [first] = await claim();
    await harness().queue.complete([outcome(first!, DELIVERED)]);
    expect(await claim()).toEqual([]);

    await harness().sql('UPDATE recoveries SET next_position = 4, finished_at_ms = 1');
    await enqueue(harness(), [ordered(3)], NOW_MS);
    const [missed] = await claim();
    await harness().queue.complete([outcome(missed!, DELIVERED)]);

    expect(missed).toMatchObject({ eventPosition: 3 });
    expect(positionsOf(await claim())).toEqual([5]);
  });
}
