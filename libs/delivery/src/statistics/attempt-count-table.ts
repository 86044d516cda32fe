/** How many attempts at a webhook ended in an hour, in one way and in about one time. */
export interface AttemptCount {
  /** The hour's start, in unix milliseconds. */
  readonly hourMs: number;
  readonly outcome: 'succeeded' | 'failed';
  /** As `bucketOf` gives it. */
  readonly durationBucket: number;
  readonly count: number;
}

/** The attempts that have ended, counted by the hour. What adds to it is the delivery queue. */
export abstract class AttemptCountTable {
  /** @param hoursMs the starts of the hours, in unix milliseconds */
  abstract read(webhookId: number, hoursMs: readonly number[]): Promise<AttemptCount[]>;

  /** Deletes what was counted of the hours that began before, a few rows at a time. */
  abstract purge(beforeMs: number): Promise<void>;
}
