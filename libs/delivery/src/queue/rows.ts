import type { NewDelivery, Outcome } from './delivery-queue';

/** Keeps a statement's one parameter, all of the deliveries as JSON, below a megabyte. */
const MAX_DELIVERIES_PER_STATEMENT = 5_000;

/** What a statement takes at once. */
export function chunksOf(deliveries: readonly NewDelivery[]): (readonly NewDelivery[])[] {
  const chunks: (readonly NewDelivery[])[] = [];
  for (let start = 0; start < deliveries.length; start += MAX_DELIVERIES_PER_STATEMENT) {
    chunks.push(deliveries.slice(start, start + MAX_DELIVERIES_PER_STATEMENT));
  }
  return chunks;
}

/** The values of a new delivery, as the statements that enqueue count them. */
export function toDeliveryRow(delivery: NewDelivery): unknown[] {
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
    delivery.ordered ? 'waiting' : 'pending',
    delivery.dueAtMs,
    delivery.recoveryId,
  ];
}

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

/**
 * The values of an outcome, as the statements that complete count them; where nothing was sent it
 * ends before those of the attempt.
 * @param storable makes a text of the receiver's one that the database takes
 */
export function toOutcomeRow(
  { delivery, resolution, failures, sent, finishedAtMs }: Outcome,
  storable: (text: string) => string = (text) => text,
): unknown[] {
  const retried = resolution.status === 'pending';
  const row: unknown[] = [
    delivery.id,
    delivery.attempt,
    resolution.status,
    retried ? resolution.nextAttemptAtMs : finishedAtMs,
    retried ? null : finishedAtMs,
    failures,
  ];
  if (!sent) return row;
  row.push(
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
  );
  return row;
}
