import type {
  Attempt,
  ClaimedDelivery,
  NewDelivery,
  Outcome,
  Resolution,
} from '../../queue/delivery-queue';
import type { DeliveryQueueHarness } from '../delivery-queue-harness';
import { enqueue } from '../delivery-rows';

export const NOW_MS = Date.UTC(2026, 0, 1);
export const LEASE_MS = 60_000;

export const DELIVERED: Resolution = { status: 'delivered' };

export const answered: Attempt = {
  startedAtMs: NOW_MS + 1,
  durationMs: 12.5,
  statusCode: 200,
  errorClass: null,
  errorMessage: null,
  responseBody: 'OK',
};

export function newDelivery(
  eventPosition: number,
  { webhookId = 1, replayId = 0 }: Partial<NewDelivery> = {},
): NewDelivery {
  return {
    eventPosition,
    eventId: `event-${eventPosition}`,
    event: 'message_created',
    accountId: 1,
    webhookId,
    replayId,
    format: 'hoory',
  };
}

/** Of the events at positions 1 to `count`. */
export function newDeliveries(count: number): NewDelivery[] {
  return Array.from({ length: count }, (_, n) => newDelivery(n + 1));
}

export function outcome(
  { id, attempt, failures }: ClaimedDelivery,
  resolution: Resolution,
  sent: Attempt | null = answered,
): Outcome {
  return { deliveryId: id, attempt, resolution, failures, sent, finishedAtMs: NOW_MS + 20 };
}

export function positionsOf(claimed: readonly ClaimedDelivery[]): number[] {
  return claimed.map(({ eventPosition }) => eventPosition);
}

/** Enqueues deliveries and claims all of them. */
export async function claimNew(
  harness: DeliveryQueueHarness,
  count: number,
): Promise<ClaimedDelivery[]> {
  await enqueue(harness, newDeliveries(count), NOW_MS);
  return harness.queue.claim(count, NOW_MS, LEASE_MS);
}

/** Opens a database for each test of the suite around. */
export function useHarness(open: () => Promise<DeliveryQueueHarness>): () => DeliveryQueueHarness {
  let harness: DeliveryQueueHarness;
  beforeEach(async () => {
    harness = await open();
  });
  afterEach(() => harness.close());
  return () => harness;
}
