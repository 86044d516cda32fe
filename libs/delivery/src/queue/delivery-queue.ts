import type { Statement } from '@app/event-store';
import type { EventName, Format } from '@app/payloads';
import type { ResponseHeaders } from '../sender/send-result';

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
  /** The display id; null for what is of no conversation. */
  readonly conversationId: number | null;
  /** Whether it waits until all earlier deliveries of its conversation to this webhook are finished. */
  readonly ordered: boolean;
  /** Unix milliseconds. */
  readonly dueAtMs: number;
  /** The recovery that brings it; null for a live delivery. */
  readonly recoveryId: number | null;
}

/**
 * What is claimed is sent at once, so that a claim stands for one POST and its bookkeeping: 5 s for
 * the connection and 30 s for the response at most, and as much again where it waited for either.
 */
export const LEASE_MS = 90_000;

/** A delivery that is this dispatcher's to attempt until the lease ends. */
export interface ClaimedDelivery {
  readonly id: number;
  readonly eventPosition: number;
  readonly eventId: string;
  readonly event: EventName;
  readonly accountId: number;
  readonly webhookId: number;
  readonly replayId: number;
  readonly format: Format;
  readonly conversationId: number | null;
  readonly ordered: boolean;
  /** 1 for the first. Together with the id it names the claim: a later claim has another. */
  readonly attempt: number;
  /** How many attempts the endpoint has failed; those cut off by a shutdown or a crash do not count. */
  readonly failures: number;
  /** How often it was put back by hand: each time the schedule begins anew. */
  readonly resends: number;
}

/** How many deliveries of one webhook may be claimed. */
export interface LaneClaim {
  readonly webhookId: number;
  readonly limit: number;
}

export interface ClaimedLane {
  readonly webhookId: number;
  /** The longest due first. */
  readonly deliveries: readonly ClaimedDelivery[];
  /** When the next that is not claimed is due, in unix milliseconds; undefined where none is. */
  readonly nextDueAtMs: number | undefined;
}

/** A webhook for which something waits. */
export interface WaitingLane {
  readonly webhookId: number;
  readonly accountId: number;
  /** Unix milliseconds; of what is claimed, the end of its lease. */
  readonly dueAtMs: number;
}

/**
 * What becomes of a delivery after an attempt. `cancelled`: there is nobody left to send it to;
 * `expired`: it was not sent while it was worth it.
 */
export type Resolution =
  | { readonly status: 'delivered' | 'failed' | 'cancelled' | 'expired' }
  | { readonly status: 'pending'; readonly nextAttemptAtMs: number };

/** What one POST was, and what it led to. */
export interface Attempt {
  readonly startedAtMs: number;
  readonly url: string;
  /** What it was signed with: `webhook-signature`, a line break, the signature of the format. */
  readonly signatures: string;
  /** null without custom headers. Their values are kept nowhere. */
  readonly customHeaderNames: readonly string[] | null;
  /** From the start to the end of the response, or to what cut it off. */
  readonly durationMs: number;
  /** From the start to the response's head; null where none came. */
  readonly firstByteMs: number | null;
  /** These three are null where the connection was there already, or did not come that far. */
  readonly dnsMs: number | null;
  readonly connectMs: number | null;
  readonly tlsMs: number | null;
  /** null where no answer came. */
  readonly statusCode: number | null;
  /** null for a success. */
  readonly errorClass: string | null;
  readonly errorMessage: string | null;
  readonly responseHeaders: ResponseHeaders;
  /** At most the first 16 KiB of the answer. */
  readonly responseBody: string;
}

export interface Outcome {
  /** The claim it is of. */
  readonly delivery: ClaimedDelivery;
  readonly resolution: Resolution;
  /** Including this one, where it was one. */
  readonly failures: number;
  /** null where nothing was sent. */
  readonly sent: Attempt | null;
  readonly finishedAtMs: number;
}

/** A delivery that is to be made once more. */
export interface FinishedDelivery {
  readonly id: number;
  /** Unix milliseconds. */
  readonly dueAtMs: number;
}

/**
 * What asking for a delivery once more came to: it is due now (`pending`), or when its turn in its
 * conversation comes (`waiting`); an attempt at it is `under-way` already; or there is none.
 */
export type Resend = 'pending' | 'waiting' | 'under-way' | 'not-found';

/** What is to be delivered, and what became of it. Rows, and no events: they would swamp the log. */
export abstract class DeliveryQueue {
  /**
   * The statements that have to come first in a transaction that gives or takes turns of these
   * webhooks: where others may do so meanwhile, it waits for them, and they for it. Those of
   * {@link enqueue}, {@link putBack} and {@link giveUp} begin with theirs; a transaction of more than
   * one of them begins with all, once, for two that take them in parts could wait for each other.
   */
  abstract lockTurns(webhookIds: readonly number[]): readonly Statement[];

  /**
   * The statements that add deliveries, any number of them, for the outbox to commit with its
   * checkpoint. Idempotent.
   */
  abstract enqueue(deliveries: readonly NewDelivery[], nowMs: number): readonly Statement[];

  /**
   * The statements that add deliveries of which the first attempt is under way: as if they had been
   * claimed when they were enqueued. Of what is there already, nothing changes.
   * @param untilMs when the claims end, in unix milliseconds
   */
  abstract enqueueClaimed(
    deliveries: readonly ClaimedDelivery[],
    nowMs: number,
    untilMs: number,
  ): readonly Statement[];

  /**
   * The statements that add deliveries of which the first attempt has ended, together with it, and count
   * it. Of what is there already, nothing changes.
   */
  abstract enqueueEnded(outcomes: readonly Outcome[], nowMs: number): readonly Statement[];

  /** What deliveries are known by, in their order, once they are there. */
  abstract idsOf(deliveries: readonly ClaimedDelivery[]): Promise<readonly number[]>;

  /**
   * The statements that put failed deliveries back, for a recovery to commit with its progress: each
   * is retried as if it were new, under the same `webhook-id`. An ordered one waits for its turn, and
   * what is behind it in its conversation and not under way waits for it. One that has not failed, or
   * no longer, stays as it is.
   */
  abstract putBack(
    deliveries: readonly FinishedDelivery[],
    recoveryId: number,
    nowMs: number,
  ): readonly Statement[];

  /**
   * The statements that cancel what is not finished of a webhook, of the events before a position,
   * what is under way included.
   */
  abstract giveUp(webhookId: number, beforePosition: number, nowMs: number): readonly Statement[];

  /** Puts a finished delivery back, as {@link putBack} does; one that waits for its time is due now. */
  abstract resend(webhookId: number, deliveryId: number, nowMs: number): Promise<Resend>;

  /**
   * Takes what is due of each of these webhooks, the longest due first, and counts the attempt. A
   * claim not completed within `leaseMs` is due again.
   */
  abstract claim(
    lanes: readonly LaneClaim[],
    nowMs: number,
    leaseMs: number,
  ): Promise<ClaimedLane[]>;

  /**
   * Records outcomes, counts their attempts, and gives the turn to what waited behind a finished ordered delivery. An
   * outcome counts only while its claim, the pair of delivery and attempt, still stands; of a claim
   * that somebody else has taken over since, nothing is written.
   */
  abstract complete(outcomes: readonly Outcome[]): Promise<void>;

  /**
   * Makes all that is claimed due now, for whoever knows that no other dispatcher is at work on these
   * shards: all of them, unless it says otherwise.
   */
  abstract releaseClaims(nowMs: number, shards?: readonly number[]): Promise<number>;

  /** The webhooks of these shards, or of all, for which something waits, and since or until when. */
  abstract waitingLanes(shards?: readonly number[]): Promise<WaitingLane[]>;
}
