import type { Queries } from './postgres-connection';

/**
 * By halving the log, for it has no index by time: events are recorded in the order of their
 * positions, so that twenty looks are enough for a million.
 */
const FIRST_AT = `
  WITH RECURSIVE halving (first, behind) AS (
    SELECT CAST(1 AS bigint), position + 1 FROM log_head
    UNION ALL
    SELECT
      CASE WHEN looked.recorded_at_ms >= wanted.time THEN first ELSE looked.position + 1 END,
      CASE WHEN looked.recorded_at_ms >= wanted.time THEN middle ELSE behind END
    FROM halving
    CROSS JOIN (SELECT CAST(? AS bigint) AS time) AS wanted
    CROSS JOIN LATERAL (SELECT (first + behind) / 2 AS middle) AS half
    CROSS JOIN LATERAL (
      SELECT position, recorded_at_ms FROM events
      WHERE position >= middle ORDER BY position LIMIT 1
    ) AS looked
    WHERE first < behind
  )
  SELECT first AS position FROM halving WHERE first >= behind`;

export async function readLastPosition(connection: Queries): Promise<number> {
  return (await connection.get<{ position: number }>('SELECT position FROM log_head'))!.position;
}

export async function findPositionAt(connection: Queries, timeMs: number): Promise<number> {
  return (await connection.get<{ position: number }>(FIRST_AT, timeMs))!.position;
}
