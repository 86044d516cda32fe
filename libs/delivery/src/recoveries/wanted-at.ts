import type { EventStore } from '@app/event-store';
import { type SubscriptionRow, type Webhook, webhookRef } from '@app/webhooks';
import { settingsIn, subscriptionRowOf } from './log-chunk';

/** Of a webhook's stream, which may be long: what became of its deliveries stands in it too. */
const PAGE = 500;

/** What a webhook wanted as of a position of the log; before it was made, what it wanted at first. */
export async function wantedAt(
  store: EventStore,
  { id, accountId }: Pick<Webhook, 'id' | 'accountId'>,
  position: number,
): Promise<SubscriptionRow> {
  let wanted: SubscriptionRow | undefined;
  for (let fromVersion = 1; ; fromVersion += PAGE) {
    const events = await store.readStream(webhookRef(id).stream, { fromVersion, limit: PAGE });
    for (const event of events) {
      if (wanted && event.position >= position) return wanted;
      const settings = settingsIn(event, id);
      if (settings) wanted = subscriptionRowOf({ webhookId: id, accountId }, settings);
    }
    if (events.length < PAGE) return wanted!;
  }
}
