import type { DeliveryQueueHarness } from '../delivery-queue-harness';
import { enqueue, readDeliveries } from '../delivery-rows';
import {
  claimDue,
  claimNew,
  finishNew,
  LEASE_MS,
  newDelivery,
  NOW_MS,
  ordered,
  outcome,
  positionsOf,
  useHarness,
} from './fixtures';

const LATER_MS = NOW_MS + 1_000;

export function describeResend(open: () => Promise<DeliveryQueueHarness>): void {
  const harness = useHarness(open);
  const claim = () => claimDue(harness(), 10, LATER_MS);
  const resend = async (position: number, webhookId = 1) => {
    const deliveries = await readDeliveries(harness());
    const delivery = deliveries.find(({ eventPosition }) => eventPosition === position);
    return harness().queue.resend(webhookId, delivery!.id, LATER_MS);
  };

  it.each(['delivered', 'failed'] as const)('puts back what was %s, due now', async (status) => {
    await finishNew(harness(), [newDelivery(1, { recoveryId: 7 })], status);

    expect(await resend(1)).toBe('pending');

    expect(await readDeliveries(harness())).toMatchObject([
      { status: 'pending', failures: 0, resends: 1, recoveryId: 7, availableAtMs: LATER_MS },
    ]);
    expect(await claim()).toMatchObject([{ attempt: 2, failures: 0, resends: 1 }]);
  });

  it('makes what waits to be retried due now, as the retry that it is', async () => {
    const [claimed] = await claimNew(harness(), 1);
    const retry = { status: 'pending', nextAttemptAtMs: LATER_MS + 60_000 } as const;
    await harness().queue.complete([{ ...outcome(claimed!, retry), failures: 1 }]);

    expect(await resend(1)).toBe('pending');

    expect(await claim()).toMatchObject([{ attempt: 2, failures: 1, resends: 0 }]);
  });

  it('delays nothing that is due already', async () => {
    await enqueue(harness(), [newDelivery(1)], NOW_MS);

    expect(await resend(1)).toBe('pending');

    expect(await readDeliveries(harness())).toMatchObject([{ availableAtMs: NOW_MS }]);
  });

  it('leaves what is under way alone', async () => {
    await claimNew(harness(), 1);
    const before = await readDeliveries(harness());

    expect(await resend(1)).toBe('under-way');

    expect(await readDeliveries(harness())).toEqual(before);
    expect(before).toMatchObject([{ availableAtMs: NOW_MS + LEASE_MS }]);
  });

  it('finds no delivery that there is not, and none of another webhook', async () => {
    await finishNew(harness(), [newDelivery(1)]);

    expect(await resend(1, 2)).toBe('not-found');
    expect(await harness().queue.resend(1, 999, LATER_MS)).toBe('not-found');
    expect(await readDeliveries(harness())).toMatchObject([{ status: 'failed' }]);
  });

  it('has an ordered delivery take its turn before what is later', async () => {
    await finishNew(harness(), [ordered(1)]);
    await enqueue(harness(), [ordered(2)], NOW_MS);

    expect(await resend(1)).toBe('pending');

    expect(positionsOf(await claim())).toEqual([1]);
  });

  it('has an ordered delivery wait for its turn where another has it', async () => {
    await finishNew(harness(), [ordered(1)]);
    await enqueue(harness(), [ordered(2), ordered(3)], NOW_MS);
    await claim();

    expect(await resend(1)).toBe('waiting');
    expect(await resend(3)).toBe('waiting');
  });
}
