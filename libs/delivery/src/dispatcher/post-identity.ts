import type { StoredEvent } from '@app/event-store';
import { type Format, isTest } from '@app/payloads';
import { messageIdOf } from '@app/webhooks';
import type { PostIdentity } from '../sender/sign';

/** What of a delivery its POSTs are known by. */
interface IdentifiedDelivery {
  readonly eventId: string;
  readonly webhookId: number;
  readonly replayId: number;
  readonly format: Format;
}

/** Of an attempt, when it is made as well as when it is shown. */
export function postIdentityOf(
  { eventId, webhookId, replayId, format }: IdentifiedDelivery,
  event: StoredEvent,
  attempt: number,
  startedAtMs: number,
): PostIdentity {
  return {
    format,
    messageId: messageIdOf(eventId, webhookId),
    timestampSeconds: Math.floor(startedAtMs / 1_000),
    attempt,
    replayId: replayId === 0 ? undefined : String(replayId),
    test: isTest(event),
  };
}
