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
  url: 'https://example.com/hooks',
  signatures: 'v1,c2lnbmF0dXJl\nsha256=5349',
  customHeaderNames: ['x-api-key'],
  durationMs: 12.5,
  firstByteMs: 11.5,
  dnsMs: 1.5,
  connectMs: 2.5,
  tlsMs: 3.5,
  statusCode: 200,
  errorClass: null,
  errorMessage: null,
  responseHeaders: { 'content-type': 'text/plain', 'set-cookie': ['one', 'two'] },
  responseBody: 'OK',
};

export function newDelivery(
  eventPosition: number,
  changes: Partial<NewDelivery> = {},
): NewDelivery {
  return {
    eventPosition,
    eventId: `event-${eventPosition}`,
    event: 'message_created',
    accountId: 1,
    webhookId: 1,
    replayId: 0,
    format: 'hoory',
    conversationId: null,
    ordered: false,
    dueAtMs: NOW_MS,
    recoveryId: null,
    ...changes,
  };
}

/** Of one conversation to one webhook, unless it says otherwise. */
export function ordered(position: number, changes: Partial<NewDelivery> = {}): NewDelivery {
  return newDelivery(position, { ordered: true, conversationId: 1, ...changes });
}

/** Of the events at positions 1 to `count`. */
export function newDeliveries(count: number): NewDelivery[] {
  return Array.from({ length: count }, (_, n) => newDelivery(n + 1));
}

export function outcome(
  delivery: ClaimedDelivery,
  resolution: Resolution,
  sent: Attempt | null = answered,
): Outcome {
  const { failures } = delivery;
  return { delivery, resolution, failures, sent, finishedAtMs: NOW_MS + 20 };
}

/** Claims what is due of some webhooks, up to a limit of each. */
export async function claimDue(
  { queue }: DeliveryQueueHarness,
  limit: number,
  nowMs: number,
  webhookIds: readonly number[] = [1],
): Promise<ClaimedDelivery[]> {
  const lanes = webhookIds.map((webhookId) => ({ webhookId, limit }));
  return (await queue.claim(lanes, nowMs, LEASE_MS)).flatMap(({ deliveries }) => deliveries);
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
  return claimDue(harness, count, NOW_MS);
}

/** Enqueues deliveries and has each of them end so, one after the other. */
export async function finishNew(
  harness: DeliveryQueueHarness,
  deliveries: readonly NewDelivery[],
  status: 'delivered' | 'failed' = 'failed',
): Promise<void> {
  await enqueue(harness, deliveries, NOW_MS);
  const webhookIds = [...new Set(deliveries.map(({ webhookId }) => webhookId))];
  const claim = (): Promise<ClaimedDelivery[]> =>
    claimDue(harness, deliveries.length, NOW_MS + 20, webhookIds);
  for (let claimed = await claim(); claimed.length > 0; claimed = await claim()) {
    await harness.queue.complete(
      claimed.map((each) => Object.assign(outcome(each, { status }), { failures: 3 })),
    );
  }
}

/** Opens a database for each test of the suite around. */
export function useHarness<Harness extends DeliveryQueueHarness>(
  open: () => Promise<Harness>,
): () => Harness {
  let harness: Harness;
  beforeEach(async () => {
    harness = await open();
  });
  afterEach(() => harness.close());
  return () => harness;
}
