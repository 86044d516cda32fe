import type { StoredEvent } from '@app/event-store';
import { publishedEvent, type PublishedEvent } from '@app/payloads';
import {
  SubscriptionModel,
  type Subscription,
  type SubscriptionRow,
  type WebhookEvent,
  type WebhookSettings,
} from '@app/webhooks';
import type { NewDelivery } from '../queue/delivery-queue';
import { expiresAtMs } from '../retry/expiry';
import type { Progress, Recovery } from './recovery';

/** Part of what a webhook is brought of the log. */
export interface LogChunk {
  readonly deliveries: readonly NewDelivery[];
  readonly progress: Progress;
}

/**
 * What a recovery brings of the next events of the log, by what the webhook wanted as of each of them,
 * as if it had never been disabled; or by the events that the filter of a replay names instead.
 *
 * @param events of the account from `nextPosition` on
 * @param limit how many of them were asked for: where there are fewer, there are no more
 * @param slots when deliveries may be due, in unix milliseconds: there are no more deliveries than slots
 * @param isWanted by what became of the event's deliveries before
 */
export function logChunk(
  recovery: Recovery,
  events: readonly StoredEvent[],
  limit: number,
  slots: readonly number[],
  isWanted: (position: number) => boolean,
): LogChunk {
  const { webhookId, toPosition } = recovery;
  const deliveries: NewDelivery[] = [];
  let { subscription, lastDueAtMs, nextPosition } = recovery;
  let model = modelOf(recovery, subscription);
  const at = (position: number): Progress => ({
    nextPosition: position,
    lastDueAtMs,
    subscription,
  });
  for (const event of events) {
    const slot = slots[deliveries.length];
    if (event.position >= toPosition) return { deliveries, progress: at(toPosition) };
    if (slot === undefined) return { deliveries, progress: at(nextPosition) };
    nextPosition = event.position + 1;
    const settings = settingsIn(event, webhookId);
    if (settings) {
      subscription = subscriptionRowOf(recovery, settings);
      model = modelOf(recovery, subscription);
    }
    if (!isWanted(event.position)) continue;
    const delivery = deliveryOf(recovery, event, model, slot);
    if (!delivery) continue;
    deliveries.push(delivery);
    lastDueAtMs = slot;
  }
  return { deliveries, progress: at(events.length < limit ? toPosition : nextPosition) };
}

function modelOf({ filter }: Recovery, subscription: SubscriptionRow | null): SubscriptionModel {
  if (!subscription) return new SubscriptionModel([]);
  const events = filter?.events ? JSON.stringify(filter.events) : subscription.events;
  return new SubscriptionModel([{ ...subscription, events }]);
}

function deliveryOf(
  recovery: Recovery,
  event: StoredEvent,
  model: SubscriptionModel,
  dueAtMs: number,
): NewDelivery | undefined {
  const published = publishedEvent(event);
  // A test was of the moment, as are reports of who types.
  if (!published || published.onlyWebhookId !== null) return undefined;
  const { name, conversationId } = published;
  const wanted = recovery.filter?.conversationId ?? null;
  if (wanted !== null && wanted !== conversationId) return undefined;
  const [subscription] = model.match(published);
  if (!subscription) return undefined;
  if (expiresAtMs(name, event.metadata.occurredAt) < dueAtMs) return undefined;
  const { id, accountId, webhookId, kind } = recovery;
  return {
    eventPosition: event.position,
    eventId: event.id,
    event: name,
    accountId,
    webhookId,
    replayId: kind === 'replay' ? id : 0,
    format: subscription.format,
    conversationId,
    ordered: isOrdered(recovery, subscription, published),
    dueAtMs,
    recoveryId: id,
  };
}

/** A replay keeps the order of the log in each conversation, whatever its webhook asks for. */
function isOrdered(
  { kind }: Recovery,
  { ordering }: Subscription,
  { conversationId }: PublishedEvent,
): boolean {
  return conversationId !== null && (kind === 'replay' || ordering === 'conversation');
}

/** The settings that the webhook has from an event on; undefined where it says nothing of them. */
export function settingsIn(stored: StoredEvent, webhookId: number): WebhookSettings | undefined {
  const event = stored as StoredEvent & WebhookEvent;
  switch (event.type) {
    case 'WebhookCreated':
    case 'WebhookUpdated':
    case 'WebhookDisabled':
      return event.data.id === webhookId ? event.data : undefined;
    default:
      return undefined;
  }
}

export function subscriptionRowOf(
  { webhookId, accountId }: Pick<Recovery, 'webhookId' | 'accountId'>,
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
