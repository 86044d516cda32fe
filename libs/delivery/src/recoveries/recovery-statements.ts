import type { Statement } from '@app/event-store';
import type { FailedSince, NewReplay, Progress, Recovery, ReplayChanges } from './recovery';

const INSERT_FAILED = `
  INSERT INTO recoveries
    (account_id, webhook_id, kind, since_ms, total, from_position, next_position, to_position,
     rate_per_second, last_due_at_ms, created_at_ms, request)
  SELECT CAST(? AS bigint), CAST(? AS bigint), 'failed', CAST(? AS bigint), count(*),
         coalesce(min(event_position), 0), coalesce(min(event_position), 0),
         coalesce(max(event_position) + 1, 0), CAST(? AS bigint), CAST(? AS bigint),
         CAST(? AS bigint), CAST(? AS text)
  FROM deliveries
  WHERE status = 'failed' AND webhook_id = ? AND finished_at_ms >= ? AND finished_at_ms < ?
  ON CONFLICT (request) DO NOTHING
  RETURNING *`;

const INSERT_REPLAY = `
  INSERT INTO recoveries
    (account_id, webhook_id, kind, from_position, next_position, to_position, rate_per_second,
     last_due_at_ms, subscription, filter, created_at_ms, request)
  VALUES (?, ?, 'replay', ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (request) DO NOTHING
  RETURNING *`;

export const FIND_REPLAY = `
  SELECT * FROM recoveries
  WHERE id = ? AND webhook_id = ? AND kind = 'replay' AND cancelled = 0`;

const CHANGE_REPLAY = `
  UPDATE recoveries
  SET paused = ?, rate_per_second = ?, next_position = ?, last_due_at_ms = ?,
      finished_at_ms = NULL
  WHERE id = ?`;

/** What is taken out is as it never was: it is enqueued again when its position comes. */
export const TAKE_OUT = `
  DELETE FROM deliveries
  WHERE recovery_id = ? AND finished_at_ms IS NULL AND claimed = 0 AND attempts = 0
  RETURNING event_position AS position`;

export const UNFINISHED = `
  SELECT * FROM recoveries
  WHERE finished_at_ms IS NULL AND id IN (
    SELECT min(id) FROM recoveries WHERE finished_at_ms IS NULL AND paused = 0 GROUP BY webhook_id
  )
  ORDER BY id`;

/** What was put back has not failed before the recovery was made: no second look brings it again. */
export const NEXT_FAILED = `
  SELECT id, event_position AS "eventPosition" FROM deliveries
  WHERE status = 'failed' AND webhook_id = ? AND event_position >= ?
    AND finished_at_ms >= ? AND finished_at_ms < ?
  ORDER BY event_position, replay_id LIMIT ?`;

const ADVANCE = `
  UPDATE recoveries
  SET next_position = ?, last_due_at_ms = ?, subscription = ?, finished_at_ms = ?
  WHERE id = ? AND next_position = ? AND finished_at_ms IS NULL AND paused = 0`;

export const CANCEL = `
  UPDATE recoveries SET finished_at_ms = ?, cancelled = 1
  WHERE id = ? AND webhook_id = ? AND (finished_at_ms IS NULL OR ? > 0)`;

export const QUEUED = `
  SELECT count(*) AS count FROM deliveries WHERE recovery_id = ? AND finished_at_ms IS NULL`;

export const FIND = 'SELECT * FROM recoveries WHERE id = ? AND webhook_id = ?';

export const FIND_REQUESTED = 'SELECT * FROM recoveries WHERE request = ?';

/** Gives its row, or none where the same request has made one already. */
export function insertFailed(
  { accountId, webhookId, sinceMs, ratePerSecond, request }: FailedSince,
  nowMs: number,
): Statement {
  const inserted = [accountId, webhookId, sinceMs, ratePerSecond, nowMs, nowMs, request];
  return { sql: INSERT_FAILED, params: [...inserted, webhookId, sinceMs, nowMs] };
}

/** As {@link insertFailed} does. */
export function insertReplay(replay: NewReplay, nowMs: number): Statement {
  const { accountId, webhookId, fromPosition, toPosition, ratePerSecond } = replay;
  const params = [
    accountId,
    webhookId,
    fromPosition,
    fromPosition,
    toPosition,
    ratePerSecond,
    nowMs,
    JSON.stringify(replay.subscription),
    JSON.stringify(replay.filter),
    nowMs,
    replay.request,
  ];
  return { sql: INSERT_REPLAY, params };
}

/**
 * @param taken what was taken out of the queue
 * @returns undefined where all of it has been attempted: it has ended, or is about to
 */
export function changeReplay(
  before: Recovery,
  changes: ReplayChanges,
  taken: readonly { readonly position: number }[],
  nowMs: number,
): Statement | undefined {
  if (before.finishedAtMs !== null && taken.length === 0) return undefined;
  const { paused, ratePerSecond } = { ...before, ...changes };
  const nextPosition = taken.reduce(
    (first, { position }) => Math.min(first, position),
    before.nextPosition,
  );
  const params = [paused ? 1 : 0, ratePerSecond, nextPosition, nowMs, before.id];
  return { sql: CHANGE_REPLAY, params };
}

/** @param finishedAtMs null where it goes on */
export function advance(
  { id, nextPosition: from }: Recovery,
  { nextPosition, lastDueAtMs, subscription }: Progress,
  finishedAtMs: number | null,
): Statement {
  const wanted = subscription && JSON.stringify(subscription);
  return { sql: ADVANCE, params: [nextPosition, lastDueAtMs, wanted, finishedAtMs, id, from] };
}
