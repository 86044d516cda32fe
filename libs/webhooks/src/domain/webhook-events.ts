import type { WebhookSettings } from './webhook-settings';

/** Which webhook an event is of. */
export interface Identity {
  readonly id: number;
  readonly accountId: number;
}

/** The account as it was called then. */
export interface AccountName {
  readonly id: number;
  readonly name: string;
}

/** `failures`: days of nothing else. `gone`: its endpoint answered 410. */
export type DisabledReason = 'owner' | 'failures' | 'gone';

/** A secret of before a rotation that still signs. */
export interface PreviousSecret {
  readonly sealedSecret: string;
  /** ISO 8601. */
  readonly validUntil: string;
}

/** A delivery that nobody tries again. */
export interface ExhaustedDelivery {
  readonly id: number;
  /** The `webhook-id` of its POSTs. */
  readonly messageId: string;
  /** Its name in the catalogue of payloads. */
  readonly event: string;
  /** The display id; null for what is of no conversation. */
  readonly conversationId: number | null;
  readonly attempts: number;
  /** Of the last attempt; null where it was answered, and so has a status. */
  readonly errorClass: string | null;
  readonly statusCode: number | null;
}

export type WebhookCreatedData = Identity &
  WebhookSettings & {
    readonly sealedSecret: string;
    /** The place in the log from which it is brought what happened before it; null for nothing. */
    readonly startFromPosition: number | null;
  };

export type WebhookDisabledData = Identity &
  WebhookSettings & {
    readonly account: AccountName;
    readonly reason: DisabledReason;
    /** ISO 8601: the first of the failures in a row; null where there were none. */
    readonly failingSince: string | null;
    /** ISO 8601. */
    readonly disabledAt: string;
  };

export type WebhookEnabledData = Identity & {
  /**
   * The place in the log of the disabling, where what happened since is to be delivered; null
   * where it is not.
   */
  readonly missedFromPosition: number | null;
  /** At how many POSTs a second what was missed is to be delivered. */
  readonly ratePerSecond: number;
};

export type WebhookSecretRotatedData = Identity & {
  readonly sealedSecret: string;
  /** Newest first. */
  readonly previous: readonly PreviousSecret[];
};

/** What other webhooks are told about one. */
type Named = Identity & {
  readonly url: string;
  readonly name: string | null;
  readonly account: AccountName;
};

export type WebhookEvent =
  | { type: 'WebhookCreated'; data: WebhookCreatedData }
  | { type: 'WebhookUpdated'; data: Identity & WebhookSettings }
  | { type: 'WebhookDeleted'; data: Identity }
  | { type: 'WebhookDisabled'; data: WebhookDisabledData }
  | { type: 'WebhookEnabled'; data: WebhookEnabledData }
  | { type: 'WebhookSecretRotated'; data: WebhookSecretRotatedData }
  /** A delivery succeeded after failures alone since `failingSince` (ISO 8601). */
  | { type: 'WebhookRecovered'; data: Named & { readonly failingSince: string } }
  | { type: 'DeliveryExhausted'; data: Named & { readonly delivery: ExhaustedDelivery } }
  /** Its owner wants to see an example of an event. */
  | { type: 'WebhookTestRequested'; data: Identity & { readonly event: string } };
