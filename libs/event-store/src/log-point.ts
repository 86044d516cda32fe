import type { EventStore } from './event-store';
import { quoteReceived, Refusal } from './refusal';

/** A place in the log as people name it: `beginning`, `now`, a time in ISO 8601 or a position. */
export type LogPoint = number | string;

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

export const LOG_POINT_TAKES =
  'beginning, now, a time in ISO 8601 such as 2026-01-31T12:00:00Z or a position of the log';

export function isLogPoint(value: unknown): value is LogPoint {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 1;
  if (typeof value !== 'string') return false;
  if (value === 'beginning' || value === 'now') return true;
  return DATE_TIME.test(value) && !Number.isNaN(Date.parse(value));
}

/**
 * The position of the first event that is not before a point: behind the last one for `now`.
 *
 * @param attribute what the point is called by whoever gave it
 * @throws Refusal for a position that the log does not have yet
 */
export async function positionOf(
  store: EventStore,
  point: LogPoint,
  attribute: string,
): Promise<number> {
  if (point === 'beginning') return 1;
  if (typeof point === 'string' && point !== 'now') return store.positionAt(Date.parse(point));
  const end = (await store.lastPosition()) + 1;
  if (point === 'now') return end;
  if (point <= end) return point;
  throw Refusal.invalid(
    attribute,
    `${attribute} must be ${LOG_POINT_TAKES}, at most ${end}, got ${quoteReceived(point)}`,
  );
}
