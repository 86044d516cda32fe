import { type EventStore, Refusal } from '@app/event-store';
import { type Webhook, webhookRef } from '@app/webhooks';

/** @throws Refusal where the account has no such webhook, or has it no more */
export async function findOwnWebhook(
  store: EventStore,
  accountId: number,
  webhookId: number,
): Promise<Webhook> {
  const webhook = await store.readState(webhookRef(webhookId));
  if (!webhook || webhook.deleted || webhook.accountId !== accountId) throw Refusal.notFound();
  return webhook;
}
