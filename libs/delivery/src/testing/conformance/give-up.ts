import type { DeliveryQueueHarness } from '../delivery-queue-harness';
import { enqueue, readAttempts, readDeliveries } from '../delivery-rows';
import {
  claimDue,
  claimNew,
  DELIVERED,
  newDeliveries,
  newDelivery,
  NOW_MS,
  ordered,
  outcome,
  useHarness,
} from './fixtures';

const LATER_MS = NOW_MS + 1_000;

export function describeGiveUp(open: () => Promise<DeliveryQueueHarness>): void {
  const harness = useHarness(open);
  const giveUp = (webhookId: number, beforePosition: number): Promise<void> =>
    harness().commit(harness().queue.giveUp(webhookId, beforePosition, LATER_MS));
  const statuses = async () => (await readDeliveries(harness())).map(({ status }) => status);

  it('is all that is not finished, whether it waits for its time or for its turn', async () => {
    await enqueue(harness(), [newDelivery(1), ordered(2), ordered(3)], NOW_MS);

    await giveUp(1, 4);

    expect(await readDeliveries(harness())).toMatchObject(
      [1, 2, 3].map((eventPosition) => ({
        eventPosition,
        status: 'cancelled',
        finishedAtMs: LATER_MS,
      })),
    );
    expect(await claimDue(harness(), 10, LATER_MS)).toEqual([]);
  });

  it('is nothing that is finished, of a later event or of another webhook', async () => {
    const [claimed] = await claimNew(harness(), 1);
    await harness().queue.complete([outcome(claimed!, DELIVERED)]);
    await enqueue(harness(), [...newDeliveries(3), newDelivery(2, { webhookId: 2 })], NOW_MS);

    await giveUp(1, 3);

    expect(await statuses()).toEqual(['delivered', 'cancelled', 'pending', 'pending']);
  });

  it('is what is under way as well, which completes nothing any more', async () => {
    const [claimed] = await claimNew(harness(), 1);
    await giveUp(1, 2);

    await harness().queue.complete([outcome(claimed!, DELIVERED)]);

    expect(await statuses()).toEqual(['cancelled']);
    expect(await readAttempts(harness())).toEqual([]);
  });
}
