import type { DeliveryQueueHarness } from '../delivery-queue-harness';
import { enqueue, readDeliveries } from '../delivery-rows';
import {
  answered,
  claimDue,
  DELIVERED,
  finishNew,
  newDeliveries,
  newDelivery,
  NOW_MS,
  ordered,
  outcome,
  positionsOf,
  useHarness,
} from './fixtures';

const RECOVERY_ID = 7;
const DUE_MS = NOW_MS + 1_000;

export function describePutBack(open: () => Promise<DeliveryQueueHarness>): void {
  const harness = useHarness(open);
  const claim = (webhookIds?: readonly number[]) => claimDue(harness(), 10, DUE_MS, webhookIds);
  const statuses = async () => (await readDeliveries(harness())).map(({ status }) => status);
  /** All of these positions, due at once. */
  const putBack = async (...positions: number[]): Promise<void> => {
    const deliveries = (await readDeliveries(harness()))
      .filter(({ eventPosition }) => positions.includes(eventPosition))
      .map(({ id }) => ({ id, dueAtMs: DUE_MS }));
    await harness().commit(harness().queue.putBack(deliveries, RECOVERY_ID, DUE_MS));
  };

  it('is to be delivered as if it were new, and says of which recovery it is', async () => {
    await finishNew(harness(), newDeliveries(3));

    await putBack(1, 3);

    expect(await readDeliveries(harness())).toMatchObject([
      {
        status: 'pending',
        attempts: 1,
        failures: 0,
        resends: 1,
        recoveryId: RECOVERY_ID,
        availableAtMs: DUE_MS,
        finishedAtMs: null,
      },
      { status: 'failed', failures: 3, resends: 0, recoveryId: null },
      { status: 'pending', recoveryId: RECOVERY_ID },
    ]);
    expect(await claim()).toMatchObject([
      { eventPosition: 1, attempt: 2, failures: 0, resends: 1 },
      { eventPosition: 3, attempt: 2, failures: 0, resends: 1 },
    ]);
  });

  it('is due when it is said to be', async () => {
    await finishNew(harness(), newDeliveries(2));
    const [one, other] = await readDeliveries(harness());

    await harness().commit(
      harness().queue.putBack(
        [
          { id: one!.id, dueAtMs: DUE_MS + 1 },
          { id: other!.id, dueAtMs: DUE_MS },
        ],
        RECOVERY_ID,
        NOW_MS,
      ),
    );

    expect(positionsOf(await claim())).toEqual([2]);
  });

  it('stays as it is where it was delivered by hand since the recovery found it', async () => {
    await finishNew(harness(), [newDelivery(1)]);
    const [failed] = await readDeliveries(harness());
    await harness().queue.resend(1, failed!.id, NOW_MS);
    const [claimed] = await claim();
    await harness().queue.complete([outcome(claimed!, DELIVERED)]);

    await putBack(1);

    expect(await statuses()).toEqual(['delivered']);
  });

  it('keeps the attempts of before', async () => {
    await finishNew(harness(), [newDelivery(1)]);
    await putBack(1);
    const [claimed] = await claim();

    await harness().queue.complete([outcome(claimed!, DELIVERED, answered)]);

    const attempts = await harness().sql('SELECT attempt FROM attempts ORDER BY attempt');
    expect(attempts.map(({ attempt }) => Number(attempt))).toEqual([1, 2]);
  });

  it('is nothing that is not finished', async () => {
    await enqueue(harness(), newDeliveries(2), NOW_MS);
    await claimDue(harness(), 1, NOW_MS);
    const before = await readDeliveries(harness());

    await putBack(1, 2);

    expect(await readDeliveries(harness())).toEqual(before);
  });

  it('is nothing where nothing is named', () => {
    expect(harness().queue.putBack([], RECOVERY_ID, NOW_MS)).toEqual([]);
  });

  it('comes one after the other where it is ordered, and before what is later', async () => {
    await finishNew(harness(), [ordered(1), ordered(2)]);
    await enqueue(harness(), [ordered(3), ordered(4)], NOW_MS);
    expect(await statuses()).toEqual(['failed', 'failed', 'pending', 'waiting']);

    await putBack(1, 2);

    const taken: number[] = [];
    for (let claimed = await claim(); claimed.length > 0; claimed = await claim()) {
      expect(claimed).toHaveLength(1);
      taken.push(...positionsOf(claimed));
      await harness().queue.complete([outcome(claimed[0]!, DELIVERED)]);
    }
    expect(taken).toEqual([1, 2, 3, 4]);
  });

  it('waits until what is under way in its conversation has ended', async () => {
    await finishNew(harness(), [ordered(1)]);
    await enqueue(harness(), [ordered(2), ordered(3)], NOW_MS);
    const [underWay] = await claim();

    await putBack(1);

    expect(await claim()).toEqual([]);
    await harness().queue.complete([outcome(underWay!, DELIVERED)]);
    expect(positionsOf(await claim())).toEqual([1]);
  });

  it('waits for the retries as well of what was under way', async () => {
    await finishNew(harness(), [ordered(1)]);
    await enqueue(harness(), [ordered(2)], NOW_MS);
    const [underWay] = await claim();
    await putBack(1);

    await harness().queue.complete([
      outcome(underWay!, { status: 'pending', nextAttemptAtMs: DUE_MS }),
    ]);

    expect(positionsOf(await claim())).toEqual([2]);
    expect(await statuses()).toEqual(['waiting', 'pending']);
  });

  it('takes the turn in no other conversation, and of no other webhook', async () => {
    await finishNew(harness(), [ordered(1)]);
    const others = [
      ordered(2, { conversationId: 2 }),
      ordered(2, { webhookId: 2 }),
      newDelivery(3, { conversationId: 1 }),
    ];
    await enqueue(harness(), others, NOW_MS);

    await putBack(1);

    expect(await statuses()).toEqual(['pending', 'pending', 'pending', 'pending']);
  });
}
