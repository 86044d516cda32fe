import { inboxRef, type Inbox } from '@app/conversation';
import { EVENT_NAMES, FORMATS } from '@app/payloads';
import type { Offer } from '../domain/webhook-settings';

/** The streams that tell whether the inbox a webhook is to be limited to is there. */
export function offerStreams(inboxId: number | null | undefined) {
  // Where none is asked for, none is found: inboxes are numbered from 1.
  return { inbox: inboxRef(inboxId ?? 0) };
}

export function takeOffer(
  accountId: number,
  inboxId: number | null | undefined,
  { inbox }: { readonly inbox: Inbox | undefined },
): Offer {
  return {
    events: EVENT_NAMES,
    formats: FORMATS,
    inboxExists: inboxId === null || inboxId === undefined || inbox?.accountId === accountId,
  };
}
