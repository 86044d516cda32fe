import type {
  WebhookDisabledReason,
  WebhookEventName,
  WebhookFormat,
  WebhookOrdering,
} from './webhook';

export interface WebhookHistoryPage {
  /** Only what was before this version: `meta.next_before` of the page before. */
  readonly before?: number;
  /** From 1 to 100 entries; 25 unless told. */
  readonly limit?: number;
}

export interface WebhookHistory {
  /** Newest first. */
  readonly payload: readonly WebhookHistoryEntry[];
  /** `next_before` is null on the last page. */
  readonly meta: { readonly next_before: number | null };
}

/** A webhook's settings as they were from then on. */
export interface WebhookHistorySettings {
  readonly url: string;
  readonly name: string | null;
  readonly subscriptions: readonly WebhookEventName[];
  readonly format: WebhookFormat;
  readonly inbox_id: number | null;
  readonly timeout_seconds: number;
  readonly rate_limit: number | null;
  readonly ordering: WebhookOrdering;
  readonly custom_header_names: readonly string[];
}

/** A delivery that is not tried again. */
export interface ExhaustedDelivery {
  readonly id: number;
  /** The `webhook-id` of its POSTs. */
  readonly message_id: string;
  readonly event: WebhookEventName;
  readonly conversation_id: number | null;
  readonly attempts: number;
  /** Of the last attempt; null where it was answered. */
  readonly error_class: string | null;
  /** Of the last answer; null where there was none. */
  readonly status_code: number | null;
}

type WhatHappened =
  | {
      readonly type: 'webhook_created' | 'webhook_updated';
      readonly settings: WebhookHistorySettings;
    }
  | {
      readonly type: 'webhook_disabled';
      readonly reason: WebhookDisabledReason;
      /** ISO 8601: the first of the failures in a row. */
      readonly failing_since: string | null;
    }
  | {
      readonly type: 'webhook_enabled';
      readonly deliver_missed: boolean;
      /** POSTs a second. */
      readonly rate: number;
    }
  | {
      readonly type: 'webhook_secret_rotated';
      /** ISO 8601; null for a rotation without an overlap. */
      readonly previous_secret_valid_until: string | null;
    }
  | {
      readonly type: 'webhook_recovered';
      /** ISO 8601: the first of the failures in a row. */
      readonly failing_since: string;
    }
  | { readonly type: 'delivery_exhausted'; readonly delivery: ExhaustedDelivery }
  | {
      readonly type: 'webhook_test_requested';
      readonly event: WebhookEventName;
      /** The `webhook-id` of its POST. */
      readonly message_id: string;
    };

export type WebhookHistoryEntry = WhatHappened & {
  /** 1 for the first, without holes. */
  readonly version: number;
  /** ISO 8601. */
  readonly at: string;
  /** null for the system. */
  readonly actor: { readonly id: number; readonly type: string } | null;
};
