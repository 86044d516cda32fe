import type { EventName } from './event-names';

/*
 * What is read here of the events of libs/webhooks, which imports this lib and so cannot be
 * imported by it.
 */

interface OfWebhook {
  /** The webhook that the event speaks of. */
  readonly id: number;
  readonly accountId: number;
  readonly account: { readonly id: number; readonly name: string };
  readonly name: string | null;
  readonly url: string;
}

/** Why a webhook was disabled: by its owner, after days of failures alone, or by a 410. */
export const DISABLED_REASONS = ['owner', 'failures', 'gone'] as const;

export interface WebhookDisabledData extends OfWebhook {
  readonly reason: (typeof DISABLED_REASONS)[number];
  /** ISO 8601: the first of the failures in a row; null where there were none. */
  readonly failingSince: string | null;
  /** ISO 8601. */
  readonly disabledAt: string;
}

export interface WebhookRecoveredData extends OfWebhook {
  /** ISO 8601: the first of the failures in a row. */
  readonly failingSince: string;
}

export interface DeliveryExhaustedData extends OfWebhook {
  readonly delivery: {
    readonly id: number;
    /** The `webhook-id` of its POSTs. */
    readonly messageId: string;
    readonly event: EventName;
    /** The display id; null for what is of no conversation. */
    readonly conversationId: number | null;
    readonly attempts: number;
    /** Of the last attempt; null where none could be made. */
    readonly errorClass: string | null;
    /** Of the last attempt; null where it was not answered. */
    readonly statusCode: number | null;
  };
}

/** Asks that the webhook be sent the catalogue's example of an event. */
export interface WebhookTestRequestedData {
  readonly id: number;
  readonly accountId: number;
  readonly event: EventName;
}

export type WebhookEvent =
  | { type: 'WebhookDisabled'; data: WebhookDisabledData }
  | { type: 'WebhookRecovered'; data: WebhookRecoveredData }
  | { type: 'DeliveryExhausted'; data: DeliveryExhaustedData }
  | { type: 'WebhookTestRequested'; data: WebhookTestRequestedData };
