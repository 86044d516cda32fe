import type { SubscriptionRow } from '@app/webhooks';

/** `missed`: what happened while the webhook was disabled; `failed`: what was given up. */
export type RecoveryKind = 'missed' | 'failed';

/**
 * Brings deliveries to one webhook that it did not get, in the order of the log and at a rate. A row,
 * so that it goes on after a restart where it was.
 */
export interface Recovery {
  readonly id: number;
  readonly accountId: number;
  readonly webhookId: number;
  readonly kind: RecoveryKind;
  /** Of `failed`: only what was given up from then on, in unix milliseconds. */
  readonly sinceMs: number | null;
  /** Of `failed`: how many deliveries that was when it was asked for. */
  readonly total: number | null;
  readonly fromPosition: number;
  /** Everything before it has been seen to. */
  readonly nextPosition: number;
  /** Not itself part of it. */
  readonly toPosition: number;
  readonly ratePerSecond: number;
  /** When the last delivery that was put into the queue is due, in unix milliseconds. */
  readonly lastDueAtMs: number;
  /** Of `missed`: what the webhook wanted as of `nextPosition`; null at the start. */
  readonly subscription: SubscriptionRow | null;
  readonly createdAtMs: number;
  /** When all of it was in the queue, or the rest was given up; in unix milliseconds. */
  readonly finishedAtMs: number | null;
  /** Whether the rest was given up. */
  readonly cancelled: boolean;
}

/** Where a recovery is after a chunk. */
export type Progress = Pick<Recovery, 'nextPosition' | 'lastDueAtMs' | 'subscription'>;

/** What became of the deliveries that a recovery has put into the queue. */
export interface RecoveryCounts {
  readonly delivered: number;
  /** Given up: also those that expired or were cancelled. */
  readonly failed: number;
  /** Still in the queue. */
  readonly remaining: number;
}

export interface CountedRecovery extends Recovery {
  readonly counts: RecoveryCounts;
}

/** What is to be recovered of what was given up. */
export interface FailedSince {
  readonly accountId: number;
  readonly webhookId: number;
  /** Unix milliseconds. */
  readonly sinceMs: number;
  readonly ratePerSecond: number;
}
