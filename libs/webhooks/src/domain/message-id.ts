/** The `webhook-id` of an event's POSTs to a webhook: the same in every retry and every replay. */
export function messageIdOf(eventId: string, webhookId: number): string {
  return `msg_${eventId}_${webhookId}`;
}
