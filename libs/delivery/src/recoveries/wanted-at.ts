import type { EventStore } from '@app/event-store';
import {
  type SubscriptionRow,
  type SubscriptionsAt,
  type Webhook,
  webhookRef,
} from '@app/webhooks';
import { settingsIn, subscriptionRowOf } from './log-chunk';

/**
 * What a webhook wanted as of a position of the log; before it was made, what it wanted at first. Of
 * its own stream only the beginning is read: what became of its deliveries stands in it too.
 */
export async function wantedAt(
  store: EventStore,
  subscriptions: SubscriptionsAt,
  { id, accountId }: Pick<Webhook, 'id' | 'accountId'>,
  position: number,
): Promise<SubscriptionRow> {
  const [created] = await store.readStream(webhookRef(id).stream, { limit: 1 });
  let settings = settingsIn(created!, id)!;
  for await (const change of subscriptions.changesBetween(accountId, created!.position, position)) {
    const changed = settingsIn(change, id);
    if (!changed) continue;
    settings = changed;
    break;
  }
  return subscriptionRowOf({ webhookId: id, accountId }, settings);
}
