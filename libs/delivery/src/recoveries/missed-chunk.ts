import type { StoredEvent } from '@app/event-store';
import { publishedEvent } from '@app/payloads';
import {
  SubscriptionModel,
  type SubscriptionRow,
  type WebhookEvent,
  type WebhookSettings,
} from '@app/webhooks';
import type { NewDelivery } from '../queue/delivery-queue';
import { expiresAtMs } from '../retry/expiry';
import type { Progress, Recovery } from './recovery';

/** Part of what a webhook has missed. */
export interface MissedChunk {
  readonly deliveries: readonly NewDelivery[];
  readonly progress: Progress;
}

/**
 * What a webhook would have got of the next events of the log had it not been disabled, by what it
 * wanted as of each of them: the range begins with the event that disabled it, which has its settings.
 *
 * @param events of the log from `nextPosition` on
 * @param slots when deliveries may be due, in unix milliseconds: there are no more deliveries than slots
 */
export function missedChunk(
  recovery: Recovery,
  events: readonly StoredEvent[],
  slots: readonly number[],
): MissedChunk {
  const { webhookId, toPosition } = recovery;
  const deliveries: NewDelivery[] = [];
  let { subscription, lastDueAtMs, nextPosition } = recovery;
  let model = new SubscriptionModel(subscription ? [subscription] : []);
  for (const event of events) {
    const slot = slots[deliveries.length];
    if (event.position >= toPosition || slot === undefined) break;
    nextPosition = event.position + 1;
    const settings = settingsIn(event, webhookId);
    if (settings) {
      subscription = rowOf(recovery, settings);
      model = new SubscriptionModel([subscription]);
    }
    const delivery = missedDelivery(recovery, event, model, slot);
    if (!delivery) continue;
    deliveries.push(delivery);
    lastDueAtMs = slot;
  }
  return { deliveries, progress: { nextPosition, lastDueAtMs, subscription } };
}

function missedDelivery(
  { id, accountId, webhookId }: Recovery,
  event: StoredEvent,
  model: SubscriptionModel,
  dueAtMs: number,
): NewDelivery | undefined {
  const published = publishedEvent(event);
  if (!published) return undefined;
  const [subscription] = model.match(published);
  if (!subscription) return undefined;
  const { name, conversationId } = published;
  if (expiresAtMs(name, event.metadata.occurredAt) < dueAtMs) return undefined;
  return {
    eventPosition: event.position,
    eventId: event.id,
    event: name,
    accountId,
    webhookId,
    replayId: 0,
    format: subscription.format,
    conversationId,
    ordered: subscription.ordering === 'conversation' && conversationId !== null,
    dueAtMs,
    recoveryId: id,
  };
}

/** The settings that the webhook has from an event on; undefined where it says nothing of them. */
function settingsIn(stored: StoredEvent, webhookId: number): WebhookSettings | undefined {
  const event = stored as StoredEvent & WebhookEvent;
  const has = event.type === 'WebhookDisabled' || event.type === 'WebhookUpdated';
  return has && event.data.id === webhookId ? event.data : undefined;
}

function rowOf(
  { webhookId, accountId }: Recovery,
  { url, subscriptions, inboxId, format, ordering }: WebhookSettings,
): SubscriptionRow {
  return {
    webhook_id: webhookId,
    account_id: accountId,
    url,
    events: JSON.stringify(subscriptions),
    inbox_id: inboxId,
    format: format as SubscriptionRow['format'],
    ordering,
    disabled: 0,
  };
}
