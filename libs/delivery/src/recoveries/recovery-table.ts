import type { Statement } from '@app/event-store';
import type { CountedRecovery, FailedSince, Progress, Recovery } from './recovery';

/** A delivery that was given up. */
export interface FailedDelivery {
  readonly id: number;
  readonly eventPosition: number;
}

/**
 * The recoveries there are and were. Those of what was missed are made by the outbox, in the commit
 * that enables the webhook (`recoverMissed`).
 */
export abstract class RecoveryTable {
  /** Makes one of what a webhook was not delivered from a time until now. */
  abstract createFailed(failed: FailedSince, nowMs: number): Promise<CountedRecovery>;

  /** Of each webhook that has unfinished ones the first, in the order in which they were made. */
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
   * Gives up what is not in the queue yet, and gives the turns as `finish` does. One that has ended
   * stays as it is.
   */
  abstract cancel(webhookId: number, id: number, nowMs: number): Promise<void>;

  /** undefined where the webhook has none of this id. */
  abstract find(webhookId: number, id: number): Promise<CountedRecovery | undefined>;

  /** Of a webhook, newest first. */
  abstract list(webhookId: number, limit: number): Promise<CountedRecovery[]>;
}
