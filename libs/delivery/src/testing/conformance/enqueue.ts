import type { DeliveryQueueHarness } from '../delivery-queue-harness';
import { enqueue, readDeliveries } from '../delivery-rows';
import {
  claimDue,
  claimNew,
  DELIVERED,
  newDeliveries,
  newDelivery,
  NOW_MS,
  outcome,
  positionsOf,
  useHarness,
} from './fixtures';

export function describeEnqueue(open: () => Promise<DeliveryQueueHarness>): void {
  const harness = useHarness(open);

  it('adds a delivery that is due at once', async () => {
    await enqueue(harness(), [newDelivery(7, { webhookId: 3, replayId: 2 })], NOW_MS);

    expect(await claimDue(harness(), 10, NOW_MS, [3])).toEqual([
      {
        id: expect.any(Number),
        eventPosition: 7,
        eventId: 'event-7',
        event: 'message_created',
        accountId: 1,
        webhookId: 3,
        replayId: 2,
        format: 'hoory',
        conversationId: null,
        ordered: false,
        attempt: 1,
        failures: 0,
        resends: 0,
      },
    ]);
  });

  it('makes one delivery of an event, a webhook and a replay, however often it is called', async () => {
    await enqueue(harness(), [newDelivery(1), newDelivery(1)], NOW_MS);
    await enqueue(harness(), [newDelivery(1), newDelivery(2)], NOW_MS + 1);

    expect(await readDeliveries(harness())).toMatchObject([
      { eventPosition: 1, availableAtMs: NOW_MS },
      { eventPosition: 2, availableAtMs: NOW_MS + 1 },
    ]);
  });

  it('makes others for other webhooks and for replays', async () => {
    const deliveries = [
      newDelivery(1),
      newDelivery(1, { webhookId: 2 }),
      newDelivery(1, { replayId: 1 }),
      newDelivery(1, { replayId: 2 }),
    ];

    await enqueue(harness(), deliveries, NOW_MS);

    expect(await claimDue(harness(), 10, NOW_MS, [1, 2])).toMatchObject(
      deliveries
        .toSorted((one, other) => one.webhookId - other.webhookId)
        .map(({ webhookId, replayId }) => ({ webhookId, replayId })),
    );
  });

  it('neither disturbs a claim nor brings back what is done', async () => {
    const [done, underWay] = await claimNew(harness(), 2);
    await harness().queue.complete([outcome(done!, DELIVERED)]);

    await enqueue(harness(), newDeliveries(2), NOW_MS + 1);

    expect(await claimDue(harness(), 10, NOW_MS + 1)).toEqual([]);
    await harness().queue.complete([outcome(underWay!, DELIVERED)]);
    expect(await readDeliveries(harness())).toMatchObject([
      { status: 'delivered' },
      { status: 'delivered' },
    ]);
  });

  it('takes a thousand at once', async () => {
    await enqueue(harness(), newDeliveries(1_000), NOW_MS);

    const claimed = await claimDue(harness(), 2_000, NOW_MS);

    expect(positionsOf(claimed)).toEqual(newDeliveries(1_000).map((one) => one.eventPosition));
  });

  it('needs no statement for nothing', () => {
    expect(harness().queue.enqueue([], NOW_MS)).toEqual([]);
  });

  it('is kept by the database', async () => {
    await enqueue(harness(), newDeliveries(3), NOW_MS);

    await harness().reopen();

    expect(positionsOf(await claimDue(harness(), 10, NOW_MS))).toEqual([1, 2, 3]);
  });
}
