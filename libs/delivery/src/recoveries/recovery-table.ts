import type { Statement } from '@app/event-store';
import type {
  CountedRecovery,
  FailedSince,
  NewReplay,
  Progress,
  Recovery,
  RecoveryKind,
  ReplayChanges,
} from './recovery';

/** A delivery that was given up. */
export interface FailedDelivery {
  readonly id: number;
  readonly eventPosition: number;
}

/**
 * The recoveries there are and were. Those of what was missed and of history are made by the outbox,
 * in the commit of its checkpoint (`recoverMissed`, `bringHistory`).
 */
export abstract class RecoveryTable {
  /**
   * Makes one of what a webhook was not delivered from a time until now; or gives the one that the same
   * request has made.
   */
  abstract createFailed(failed: FailedSince, nowMs: number): Promise<CountedRecovery>;

  /** Makes one, or gives the one that the same request has made. */
  abstract createReplay(replay: NewReplay, nowMs: number): Promise<CountedRecovery>;

  /**
   * Pauses a replay, resumes it or gives it another rate. What it has in the queue and has not been
   * attempted is taken out again, so that it holds at once; it is brought later.
   *
   * @returns undefined where the webhook has no such replay; one that has ended stays as it is
   */
  abstract changeReplay(
    webhookId: number,
    id: number,
    changes: ReplayChanges,
    nowMs: number,
  ): Promise<CountedRecovery | undefined>;

  /** Of these positions, those of whose events the webhook has such deliveries, of any replay. */
  abstract positionsWith(
    webhookId: number,
    positions: readonly number[],
    status: 'delivered' | 'failed',
  ): Promise<ReadonlySet<number>>;

  /** How much of it is in the queue. */
  abstract queued(id: number): Promise<number>;

  /**
   * Of each webhook the first that is neither finished nor paused, in the order in which they were
   * made.
   */
  abstract unfinished(): Promise<Recovery[]>;

  /** The next deliveries of a recovery of the kind `failed`, in the order of the log. */
  abstract nextFailed(recovery: Recovery, limit: number): Promise<FailedDelivery[]>;

  /**
   * Writes a chunk together with where the recovery is after it. The progress is written first, for
   * what the chunk enqueues is behind it.
   *
   * @returns false where the recovery has ended or moved meanwhile, and so nothing was written
   */
  abstract advance(
    recovery: Recovery,
    progress: Progress,
    chunk: readonly Statement[],
  ): Promise<boolean>;

  /**
   * Ends a recovery after its last chunk, as `advance` does, and gives their turns to the deliveries
   * of the webhook that waited for it.
   */
  abstract finish(
    recovery: Recovery,
    progress: Progress,
    chunk: readonly Statement[],
    nowMs: number,
  ): Promise<boolean>;

  /**
   * Gives up what is not in the queue yet, of a replay also what has not been attempted, and gives the
   * turns as `finish` does. One that has ended stays as it is.
   */
  abstract cancel(webhookId: number, id: number, nowMs: number): Promise<void>;

  /** undefined where the webhook has none of this id. */
  abstract find(webhookId: number, id: number): Promise<CountedRecovery | undefined>;

  /** Of a webhook and of these kinds, newest first. */
  abstract list(
    webhookId: number,
    kinds: readonly RecoveryKind[],
    limit: number,
  ): Promise<CountedRecovery[]>;
}
