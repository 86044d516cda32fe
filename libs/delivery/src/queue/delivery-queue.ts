import type { Statement } from '@app/event-store';
import type { EventName, Format } from '@app/payloads';

/** An event that a webhook, or an inbox's callback, is to get. */
export interface NewDelivery {
  readonly eventPosition: number;
  readonly eventId: string;
  readonly event: EventName;
  readonly accountId: number;
  readonly webhookId: number;
  /** 0 for a live delivery. */
  readonly replayId: number;
  readonly format: Format;
}

/** A delivery that is this dispatcher's to attempt until the lease ends. */
export interface ClaimedDelivery {
  readonly id: number;
  readonly eventPosition: number;
  readonly eventId: string;
  readonly event: EventName;
  readonly webhookId: number;
  readonly replayId: number;
  readonly format: Format;
  /** 1 for the first. Together with the id it names the claim: a later claim has another. */
  readonly attempt: number;
  /** How many attempts the endpoint has failed; those cut off by a shutdown or a crash do not count. */
  readonly failures: number;
}

/**
 * What becomes of a delivery after an attempt. `cancelled`: there is nobody left to send it to;
 * `expired`: it was not sent while it was worth it.
 */
export type Resolution =
  | { readonly status: 'delivered' | 'failed' | 'cancelled' | 'expired' }
  | { readonly status: 'pending'; readonly nextAttemptAtMs: number };

/** What one POST led to. */
export interface Attempt {
  readonly startedAtMs: number;
  readonly durationMs: number;
  /** null where no answer came. */
  readonly statusCode: number | null;
  /** null for a success. */
  readonly errorClass: string | null;
  readonly errorMessage: string | null;
  /** At most the first 16 KiB of the answer. */
  readonly responseBody: string;
}

export interface Outcome {
  readonly deliveryId: number;
  readonly attempt: number;
  readonly resolution: Resolution;
  /** Including this one, where it was one. */
  readonly failures: number;
  /** null where nothing was sent. */
  readonly sent: Attempt | null;
  readonly finishedAtMs: number;
}

/** What is to be delivered, and what became of it. Rows, and no events: they would swamp the log. */
export abstract class DeliveryQueue {
  /** The statements that add deliveries, for the outbox to commit with its checkpoint. Idempotent. */
  abstract enqueue(deliveries: readonly NewDelivery[], nowMs: number): readonly Statement[];

  /**
   * Takes what is due, the longest due first, and counts the attempt. A claim not completed within
   * `leaseMs` is due again.
   */
  abstract claim(limit: number, nowMs: number, leaseMs: number): Promise<ClaimedDelivery[]>;

  /**
   * Records outcomes. One counts only while its claim, the pair of delivery and attempt, still
   * stands; of a claim that somebody else has taken over since, nothing is written.
   */
  abstract complete(outcomes: readonly Outcome[]): Promise<void>;

  /** Makes all that is claimed due now: for the start, when no dispatcher but this one can be. */
  abstract releaseClaims(nowMs: number): Promise<number>;

  /** When the next delivery is due, in unix milliseconds; undefined where none is waiting. */
  abstract nextDueAtMs(): Promise<number | undefined>;
}
