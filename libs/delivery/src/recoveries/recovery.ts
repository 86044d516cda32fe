import type { EventName } from '@app/payloads';
import type { SubscriptionRow } from '@app/webhooks';

/**
 * `missed`: what happened while the webhook was disabled; `history`: what happened before it was
 * made; `failed`: what was given up; `replay`: what somebody wants once more.
 */
export type RecoveryKind = 'missed' | 'history' | 'failed' | 'replay';

/**
 * Of the events that a webhook wanted: `all`; `missing`, those of which no delivery has succeeded;
 * `failed`, those of them that were given up.
 */
export const REPLAYED = ['all', 'missing', 'failed'] as const;
export type Replayed = (typeof REPLAYED)[number];

/** What brings back what a webhook should have got by itself. */
export const RECOVERY_KINDS: readonly RecoveryKind[] = ['missed', 'history', 'failed'];

/** What of a range a replay brings. */
export interface ReplayFilter {
  /** Instead of those that the webhook wanted at the time; null for just those. */
  readonly events: readonly EventName[] | null;
  /** Only of this conversation, by its display id. */
  readonly conversationId: number | null;
  readonly which: Replayed;
}

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
  /** null for as fast as it goes. */
  readonly ratePerSecond: number | null;
  /** When the last delivery that was put into the queue is due, in unix milliseconds. */
  readonly lastDueAtMs: number;
  /** What the webhook wanted as of `nextPosition`; null at the start, and of `failed`. */
  readonly subscription: SubscriptionRow | null;
  /** Of `replay`. */
  readonly filter: ReplayFilter | null;
  /** Whether it rests until it is resumed. */
  readonly paused: boolean;
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

/** What somebody asks for. */
interface Requested {
  /** What tells the same request from another; null where its sender gave no key. */
  readonly request: string | null;
}

/** What is to be recovered of what was given up. */
export interface FailedSince extends Requested {
  readonly accountId: number;
  readonly webhookId: number;
  /** Unix milliseconds. */
  readonly sinceMs: number;
  readonly ratePerSecond: number;
}

/** A range of the log that a webhook is to be brought. */
export interface NewReplay extends Requested {
  readonly accountId: number;
  readonly webhookId: number;
  readonly fromPosition: number;
  /** Not itself part of it. */
  readonly toPosition: number;
  /** What the webhook wanted as of the beginning. */
  readonly subscription: SubscriptionRow;
  readonly filter: ReplayFilter;
  /** null for as fast as it goes. */
  readonly ratePerSecond: number | null;
}

/** What can be changed of a replay under way. */
export interface ReplayChanges {
  readonly paused?: boolean;
  readonly ratePerSecond?: number | null;
}
