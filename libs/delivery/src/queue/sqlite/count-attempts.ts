import type { SqliteConnection, Statement } from '@app/event-store';
import { groupByCount } from '../../statistics/attempt-counts';
import type { Outcome } from '../delivery-queue';
import { toKeyRow } from '../rows';

const addCount = (source: string): string => `
  INSERT INTO attempt_counts (hour_ms, webhook_id, outcome, duration_bucket, count)
  ${source}
  ON CONFLICT (hour_ms, webhook_id, outcome, duration_bucket)
  DO UPDATE SET count = count + excluded.count`;

const ADD_COUNT = addCount('VALUES (?, ?, ?, ?, ?)');

/**
 * Less what is there already, of which no attempt will be added. Next to never is any: a look into the
 * range of their positions says so, and the + keeps SQLite from looking for each of them instead.
 */
const ADD_COUNT_OF_NEW = addCount(`
  SELECT ?, ?, ?, ?, ? - (
    SELECT count(*) FROM deliveries
    WHERE webhook_id = ? AND event_position BETWEEN ? AND ?
      AND (+event_position, +replay_id) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))
  ) WHERE true`);

/** The same of one delivery, as where each is of another webhook: without a list it takes half as long. */
const ADD_IF_NEW = addCount(`
  SELECT ?, ?, ?, ?, 1 WHERE NOT EXISTS (
    SELECT 1 FROM deliveries WHERE webhook_id = ? AND event_position = ? AND replay_id = ?
  )`);

/** To be called inside the write that adds the attempts of all of these. */
export function countAttempts(connection: SqliteConnection, added: readonly Outcome[]): void {
  for (const { key, outcomes } of groupByCount(added)) {
    connection.run(ADD_COUNT, ...key, outcomes.length);
  }
}

/** The statements to come before those that add these deliveries, each with its attempt. */
export function countAttemptsOfNew(ended: readonly Outcome[]): Statement[] {
  return groupByCount(ended).map(({ key, outcomes }) => {
    const { delivery: first } = outcomes[0]!;
    if (outcomes.length === 1) {
      return { sql: ADD_IF_NEW, params: [...key, ...toKeyRow(first)] };
    }
    let [from, to] = [Infinity, 0];
    let keys = '';
    for (const { delivery } of outcomes) {
      const { eventPosition, replayId } = delivery;
      from = Math.min(from, eventPosition);
      to = Math.max(to, eventPosition);
      keys += `${keys === '' ? '' : ','}[${eventPosition},${replayId}]`;
    }
    const params = [...key, outcomes.length, first.webhookId, from, to, `[${keys}]`];
    return { sql: ADD_COUNT_OF_NEW, params };
  });
}
