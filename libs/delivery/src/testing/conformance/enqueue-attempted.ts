import type { ClaimedDelivery } from '../../queue/delivery-queue';
import type { DeliveryQueueHarness } from '../delivery-queue-harness';
import { enqueue, readAttempts, readDeliveries } from '../delivery-rows';
import {
  answered,
  claimDue,
  DELIVERED,
  LEASE_MS,
  newDelivery,
  NOW_MS,
  outcome,
  useHarness,
} from './fixtures';

const UNTIL_MS = NOW_MS + LEASE_MS;

/** Its first attempt was made before it is a row. */
function attempted(position: number, webhookId = 1): ClaimedDelivery {
  const {
    dueAtMs: _due,
    recoveryId: _recovery,
    ...delivery
  } = newDelivery(position, { webhookId });
  return { ...delivery, id: 0, attempt: 1, failures: 0, resends: 0 };
}

export function describeEnqueueAttempted(open: () => Promise<DeliveryQueueHarness>): void {
  const harness = useHarness(open);
  const commitEnded = (...outcomes: ReturnType<typeof outcome>[]) =>
    harness().commit(harness().queue.enqueueEnded(outcomes, NOW_MS));
  const commitClaimed = (...deliveries: ClaimedDelivery[]) =>
    harness().commit(harness().queue.enqueueClaimed(deliveries, NOW_MS, UNTIL_MS));

  it('adds a delivery together with the attempt that has delivered it', async () => {
    await commitEnded(outcome(attempted(7, 3), DELIVERED));

    const [delivery] = await readDeliveries(harness());
    expect(delivery).toEqual({
      id: expect.any(Number),
      eventPosition: 7,
      eventId: 'event-7',
      webhookId: 3,
      status: 'delivered',
      attempts: 1,
      failures: 0,
      resends: 0,
      recoveryId: null,
      availableAtMs: NOW_MS + 20,
      finishedAtMs: NOW_MS + 20,
    });
    expect(await readAttempts(harness())).toEqual([
      { deliveryId: delivery!.id, attempt: 1, ...answered },
    ]);
    expect(await claimDue(harness(), 10, UNTIL_MS * 2, [3])).toEqual([]);
  });

  it('adds one that has failed, to be attempted again when it is time', async () => {
    const retry = { status: 'pending', nextAttemptAtMs: NOW_MS + 5_000 } as const;
    await commitEnded({ ...outcome(attempted(7), retry), failures: 1 });

    expect(await claimDue(harness(), 10, NOW_MS + 4_999)).toEqual([]);
    expect(await claimDue(harness(), 10, NOW_MS + 5_000)).toMatchObject([
      { eventPosition: 7, attempt: 2, failures: 1 },
    ]);
    expect(await readAttempts(harness())).toHaveLength(1);
  });

  it('adds one of which nothing was sent without an attempt', async () => {
    await commitEnded(outcome(attempted(7), { status: 'expired' }, null));

    expect(await readDeliveries(harness())).toMatchObject([{ status: 'expired', attempts: 1 }]);
    expect(await readAttempts(harness())).toEqual([]);
  });

  it('gives each delivery its own attempt, among any number of others', async () => {
    const outcomes = Array.from({ length: 300 }, (_, index) => {
      const sent = { ...answered, responseBody: `answer ${index}` };
      const delivery = attempted(Math.floor(index / 3) + 1, (index % 3) + 1);
      return outcome(delivery, DELIVERED, index % 5 === 0 ? null : sent);
    });
    await commitEnded(...outcomes);

    const attempts = new Map(
      (await readAttempts(harness())).map(({ deliveryId, responseBody }) => [
        deliveryId,
        responseBody,
      ]),
    );
    const stored = await readDeliveries(harness());
    expect(
      stored.map(({ id, eventPosition, webhookId }) => [
        eventPosition,
        webhookId,
        attempts.get(id),
      ]),
    ).toEqual(
      outcomes.map(({ delivery, sent }) => [
        delivery.eventPosition,
        delivery.webhookId,
        sent?.responseBody,
      ]),
    );
  });

  it('leaves what is there already as it is', async () => {
    await enqueue(harness(), [newDelivery(1), newDelivery(2), newDelivery(3)], NOW_MS);
    const [first] = await claimDue(harness(), 1, NOW_MS);
    await harness().queue.complete([outcome(first!, DELIVERED)]);
    const before = [await readDeliveries(harness()), await readAttempts(harness())];

    await commitEnded(
      outcome(attempted(1), { status: 'failed' }),
      outcome(attempted(2), { status: 'failed' }),
    );
    await commitClaimed(attempted(3));

    expect([await readDeliveries(harness()), await readAttempts(harness())]).toEqual(before);
  });

  it('adds one whose attempt is under way as claimed: to be completed, and due when that ends', async () => {
    const { queue } = harness();
    await commitClaimed(attempted(1), attempted(2, 3));
    expect(await claimDue(harness(), 10, UNTIL_MS - 1, [1, 3])).toEqual([]);

    const ids = await queue.idsOf([attempted(2, 3), attempted(1)]);
    await queue.complete([outcome({ ...attempted(2, 3), id: ids[0]! }, DELIVERED)]);

    expect(await readDeliveries(harness())).toMatchObject([
      { id: ids[1], eventPosition: 1, status: 'pending' },
      { id: ids[0], eventPosition: 2, status: 'delivered' },
    ]);
    expect(await claimDue(harness(), 10, UNTIL_MS, [1, 3])).toMatchObject([
      { eventPosition: 1, attempt: 2, failures: 0 },
    ]);
  });
}
