import type { WebhookEventName } from './webhook';

/**
 * `waiting`: for its turn in its conversation; `failed`: its attempts are used up; `cancelled`: its
 * webhook was gone; `expired`: it was not sent while it was worth it.
 */
export type DeliveryStatus =
  'pending' | 'waiting' | 'delivered' | 'failed' | 'cancelled' | 'expired';

/** An event that a webhook was to get. Times are ISO 8601. */
export interface Delivery {
  readonly id: number;
  /** The `webhook-id` of its POSTs. */
  readonly message_id: string;
  readonly event: WebhookEventName;
  readonly event_id: string;
  /** null for what is of no conversation. */
  readonly conversation_id: number | null;
  /** The replay it is part of; null where it is none. */
  readonly replay_id: number | null;
  readonly status: DeliveryStatus;
  /** Attempts on record: those made, but for one under way and those too old to be kept. */
  readonly attempts: number;
  /** How often it was resent after it was finished. */
  readonly resends: number;
  readonly created_at: string;
  /** null where none is to come, it waits for its turn, or an attempt is under way. */
  readonly next_attempt_at: string | null;
  readonly finished_at: string | null;
  readonly last_attempt: {
    readonly attempted_at: string;
    /** null where no answer came. */
    readonly status_code: number | null;
    /** null for a success. */
    readonly error_class: string | null;
    readonly duration_ms: number;
  } | null;
}

export interface DeliveryAttempt {
  /** The `webhook-attempt` of its POST. */
  readonly attempt: number;
  /** ISO 8601. */
  readonly attempted_at: string;
  readonly request: {
    /** null of before URLs were kept. */
    readonly url: string | null;
    /** As they were sent, but for the values of the webhook's own, which are `***`. */
    readonly headers: Readonly<Record<string, string>>;
    /** The JSON text as it was sent, byte for byte. */
    readonly body: string;
  };
  /** null where none began. */
  readonly response: {
    readonly status_code: number;
    /** Names in lower case. */
    readonly headers: Readonly<Record<string, string | readonly string[]>>;
    /** At most the first 16 KiB. */
    readonly body: string;
  } | null;
  /** null where it was not measured: what a connection took, where it was there already. */
  readonly durations_ms: {
    readonly dns: number | null;
    readonly connect: number | null;
    readonly tls: number | null;
    /** From the start to the head of the response. */
    readonly first_byte: number | null;
    readonly total: number;
  };
  /** null for a success. */
  readonly error: { readonly class: string; readonly message: string | null } | null;
}

export interface DeliveryDetails extends Delivery {
  /** Newest last, at most the last 50. */
  readonly attempt_history: readonly DeliveryAttempt[];
}
