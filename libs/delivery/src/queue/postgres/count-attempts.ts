import type { SqlValue } from '@app/event-store';
import { countedAs } from '../../statistics/attempt-counts';
import type { Outcome } from '../delivery-queue';

/** What the attempt of an outcome counts as, for {@link countAttempts} to take; nothing without one. */
export function toCountRow({ delivery, sent, finishedAtMs }: Outcome): SqlValue[] {
  return sent ? countedAs(delivery.webhookId, sent, finishedAtMs) : [];
}

/**
 * Counts in the order of the key, in which everybody does, so that no two wait for each other.
 * @param added has in `value` what is to be counted, rows as JSON
 * @param first where {@link toCountRow} begins in it
 */
export function countAttempts(added: string, first: number): string {
  return `
    INSERT INTO attempt_counts AS counts (hour_ms, webhook_id, outcome, duration_bucket, count)
    SELECT (value ->> ${first})::bigint, (value ->> ${first + 1})::bigint, value ->> ${first + 2},
           (value ->> ${first + 3})::bigint, count(*)
    FROM ${added} WHERE value ->> ${first} IS NOT NULL
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (hour_ms, webhook_id, outcome, duration_bucket)
    DO UPDATE SET count = counts.count + excluded.count`;
}
