import type { RecoveryWorker } from '../recoveries/recovery-worker';
import type { DeliveryFixture } from './delivery-fixture';
import type { ClaimedDelivery, Resolution } from '../queue/delivery-queue';

const LEASE_MS = 60_000;

/** Has a worker look after the recoveries, second by second, until none is left. */
export async function bringAll(fixture: DeliveryFixture, worker: RecoveryWorker): Promise<void> {
  const { clock, recoveries } = fixture.harness;
  while ((await recoveries.unfinished()).length > 0) {
    clock.advance(1_000);
    await worker.wake();
  }
}

/** Claims all that is due of a webhook and has it end so. */
export async function completeDue(
  { harness: { queue, clock } }: DeliveryFixture,
  resolution: Resolution,
  webhookId = 1,
): Promise<readonly ClaimedDelivery[]> {
  const [lane] = await queue.claim([{ webhookId, limit: 1_000 }], clock.nowMs(), LEASE_MS);
  const finishedAtMs = clock.nowMs();
  await queue.complete(
    lane!.deliveries.map((delivery) => ({
      delivery,
      resolution,
      failures: delivery.failures,
      sent: null,
      finishedAtMs,
    })),
  );
  return lane!.deliveries;
}
