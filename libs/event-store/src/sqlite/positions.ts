import type { EventLog } from './event-log';

const LAST = 'SELECT max(position) AS position FROM events';

const FIRST_FROM = `
  SELECT position, recorded_at_ms AS recordedAtMs FROM events
  WHERE position >= ? ORDER BY position LIMIT 1`;

export function readLastPosition({ connection }: EventLog): number {
  return connection.get<{ position: number | null }>(LAST)?.position ?? 0;
}

/**
 * By halving the log, for it has no index by time: events are recorded in the order of their
 * positions, so that twenty looks are enough for a million.
 */
export function findPositionAt(log: EventLog, timeMs: number): number {
  let from = 1;
  let to = readLastPosition(log) + 1;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const event = log.connection.get<{ position: number; recordedAtMs: number }>(
      FIRST_FROM,
      middle,
    )!;
    if (event.recordedAtMs >= timeMs) to = middle;
    else from = event.position + 1;
  }
  return from;
}
