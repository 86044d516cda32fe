import type { SqlValue } from '@app/event-store';
import type { Attempt, ClaimedDelivery, NewDelivery, Outcome } from './delivery-queue';

/** What a delivery is from the beginning to the end, in the order of {@link DELIVERY_COLUMNS}. */
export function toDeliveryRow(delivery: NewDelivery | ClaimedDelivery): SqlValue[] {
  return [
    delivery.eventPosition,
    delivery.eventId,
    delivery.event,
    delivery.accountId,
    delivery.webhookId,
    delivery.replayId,
    delivery.format,
    delivery.conversationId,
    delivery.ordered ? 1 : 0,
  ];
}

/** What makes a delivery unique: webhook, position and replay. */
export function toKeyRow({ webhookId, eventPosition, replayId }: ClaimedDelivery): SqlValue[] {
  return [webhookId, eventPosition, replayId];
}

export const DELIVERY_COLUMNS =
  'event_position, event_id, event, account_id, webhook_id, replay_id, format, conversation_id, ordered';

/** A conversation with a webhook, in which one delivery has its turn. */
export type Turn = Pick<NewDelivery, 'webhookId' | 'replayId' | 'conversationId'>;

export function toTurnRow({ webhookId, replayId, conversationId }: Turn): unknown[] {
  return [webhookId, replayId, conversationId];
}

/** Of those that finish what the next of its conversation waits for. */
export function turnsEndedBy(outcomes: readonly Outcome[]): Turn[] {
  return outcomes
    .filter(({ delivery, resolution }) => delivery.ordered && resolution.status !== 'pending')
    .map(({ delivery }) => delivery);
}

/** Status, available_at_ms, finished_at_ms and failures of the delivery. */
export function toEndRow({ resolution, failures, finishedAtMs }: Outcome): SqlValue[] {
  return resolution.status === 'pending'
    ? [resolution.status, resolution.nextAttemptAtMs, null, failures]
    : [resolution.status, finishedAtMs, finishedAtMs, failures];
}

/**
 * What was sent and what came back, in the order of {@link ATTEMPT_COLUMNS}.
 * @param storable makes a text of the receiver's one that the database takes
 */
export function toAttemptRow(
  sent: Attempt,
  storable: (text: string) => string = (text) => text,
): SqlValue[] {
  return [
    sent.startedAtMs,
    sent.url,
    sent.signatures,
    sent.customHeaderNames && JSON.stringify(sent.customHeaderNames),
    sent.durationMs,
    sent.firstByteMs,
    sent.dnsMs,
    sent.connectMs,
    sent.tlsMs,
    sent.statusCode,
    sent.errorClass,
    sent.errorMessage && storable(sent.errorMessage),
    storable(JSON.stringify(sent.responseHeaders)),
    storable(sent.responseBody),
  ];
}

export const ATTEMPT_COLUMNS =
  'started_at_ms, url, signatures, custom_header_names, duration_ms, first_byte_ms, dns_ms, connect_ms, ' +
  'tls_ms, status_code, error_class, error_message, response_headers, response_body';
