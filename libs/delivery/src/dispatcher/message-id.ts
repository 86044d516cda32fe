import type { ClaimedDelivery } from '../queue/delivery-queue';

/** The `webhook-id`: one per event and webhook, so the same in every retry and every replay. */
export function messageIdOf({
  eventId,
  webhookId,
}: Pick<ClaimedDelivery, 'eventId' | 'webhookId'>): string {
  return `msg_${eventId}_${webhookId}`;
}
