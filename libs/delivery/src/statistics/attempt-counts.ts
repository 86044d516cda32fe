import type { SqlValue } from '@app/event-store';
import type { Attempt, Outcome } from '../queue/delivery-queue';
import { bucketOf } from './duration-buckets';

export const HOUR_MS = 60 * 60 * 1_000;

export function hourOf(timeMs: number): number {
  return timeMs - (timeMs % HOUR_MS);
}

/** The row of the table `attempt_counts` that an attempt counts in, in the order of its primary key. */
export function countedAs(
  webhookId: number,
  { errorClass, durationMs }: Attempt,
  finishedAtMs: number,
): [hourMs: number, webhookId: number, outcome: string, durationBucket: number] {
  const outcome = errorClass === null ? 'succeeded' : 'failed';
  return [hourOf(finishedAtMs), webhookId, outcome, bucketOf(durationMs)];
}

/** Outcomes whose attempts count in one row. */
export interface CountedOutcomes {
  readonly key: readonly SqlValue[];
  readonly outcomes: Outcome[];
}

/** Of those with an attempt: so a commit changes a row once, however many count in it. */
export function groupByCount(outcomes: readonly Outcome[]): Iterable<CountedOutcomes> {
  const groups = new Map<string, CountedOutcomes>();
  for (const outcome of outcomes) {
    const { delivery, sent, finishedAtMs } = outcome;
    if (!sent) continue;
    const key = countedAs(delivery.webhookId, sent, finishedAtMs);
    const name = `${key[0]},${key[1]},${key[2]},${key[3]}`;
    const group = groups.get(name);
    if (group) group.outcomes.push(outcome);
    else groups.set(name, { key, outcomes: [outcome] });
  }
  return groups.values();
}
