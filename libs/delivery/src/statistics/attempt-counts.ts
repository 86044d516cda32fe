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
  readonly key: ReturnType<typeof countedAs>;
  readonly outcomes: Outcome[];
}

/** Of those with an attempt: so a commit changes a row once, however many count in it. */
export function groupByCount(outcomes: readonly Outcome[]): CountedOutcomes[] {
  // Few of each webhook: to look at them takes less than to make a text of the key.
  const byWebhook = new Map<number, CountedOutcomes[]>();
  for (const outcome of outcomes) {
    const { delivery, sent, finishedAtMs } = outcome;
    if (!sent) continue;
    const key = countedAs(delivery.webhookId, sent, finishedAtMs);
    const groups = byWebhook.get(delivery.webhookId);
    const group = groups?.find((each) => isSame(each.key, key));
    if (group) group.outcomes.push(outcome);
    else if (groups) groups.push({ key, outcomes: [outcome] });
    else byWebhook.set(delivery.webhookId, [{ key, outcomes: [outcome] }]);
  }
  return [...byWebhook.values()].flat();
}

function isSame(one: CountedOutcomes['key'], other: CountedOutcomes['key']): boolean {
  return one[0] === other[0] && one[2] === other[2] && one[3] === other[3];
}
