import type { OwnerCommand } from './webhook-commands';
import type { PreviousSecret, WebhookCreatedData, WebhookEvent } from './webhook-events';
import { expectInteger } from './webhook-settings';

/** 7 days. */
export const MAX_OVERLAP_SECONDS = 604_800;

/** Each is one more signature in a header, and one more HMAC over every body. */
const MAX_PREVIOUS_SECRETS = 4;

type RotateSecret = Extract<OwnerCommand, { type: 'RotateSecret' }>;

/**
 * Has another secret sign, and those of before as well until the overlap is over: an overlap of 0
 * ends them all, so that none is honoured that somebody may have got hold of.
 */
export function rotateSecret(
  { sealedSecret, overlapSeconds, occurredAt }: RotateSecret,
  webhook: Omit<WebhookCreatedData, 'startFromPosition'> & {
    readonly previousSecrets: readonly PreviousSecret[];
  },
): readonly WebhookEvent[] {
  expectInteger('overlap_seconds', 'Overlap seconds', overlapSeconds, 0, MAX_OVERLAP_SECONDS);
  const { id, accountId } = webhook;
  if (sealedSecret === webhook.sealedSecret) return [];
  const overlapEnds = new Date(Date.parse(occurredAt) + overlapSeconds * 1_000).toISOString();
  const previous = [
    { sealedSecret: webhook.sealedSecret, validUntil: overlapEnds },
    ...webhook.previousSecrets.map(({ sealedSecret: older, validUntil }) => ({
      sealedSecret: older,
      validUntil: validUntil < overlapEnds ? validUntil : overlapEnds,
    })),
  ]
    .filter(({ validUntil }) => validUntil > occurredAt)
    .filter(({ sealedSecret: older }) => older !== sealedSecret)
    .slice(0, MAX_PREVIOUS_SECRETS);
  return [{ type: 'WebhookSecretRotated', data: { id, accountId, sealedSecret, previous } }];
}
