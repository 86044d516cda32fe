import type { SqliteConnection, Statement } from '@app/event-store';
import type { ClaimedDelivery, NewDelivery, Outcome } from '../delivery-queue';
import {
  ATTEMPT_COLUMNS,
  DELIVERY_COLUMNS,
  toAttemptRow,
  toDeliveryRow,
  toEndRow,
  toKeyRow,
} from '../rows';
import { countAttemptsOfNew } from './count-attempts';
import { giveTurns } from './give-turns';

/** A `?` for each of the columns. */
export const placesFor = (columns: string): string => columns.replaceAll(/\w+/g, '?');

/** @param rest the values of what a delivery is now */
const insert = (rest: string): string => `
  INSERT INTO deliveries
    (${DELIVERY_COLUMNS}, created_at_ms, resends,
     status, available_at_ms, finished_at_ms, failures, recovery_id, attempts, claimed)
  VALUES (${placesFor(DELIVERY_COLUMNS)}, ?, 0, ${rest})
  ON CONFLICT (webhook_id, event_position, replay_id) DO NOTHING`;

const INSERT_NEW = insert('?, ?, NULL, 0, ?, 0, 0');
const INSERT_CLAIMED = insert("'pending', ?, NULL, 0, NULL, 1, 1");
const INSERT_ENDED = insert('?, ?, ?, ?, NULL, 1, 0');

/** Of the delivery that was inserted just before, if it was. */
const INSERT_ITS_ATTEMPT = `
  INSERT INTO attempts (delivery_id, attempt, ${ATTEMPT_COLUMNS})
  SELECT last_insert_rowid(), 1, ${placesFor(ATTEMPT_COLUMNS)} WHERE changes() = 1`;

const IDS = `
  SELECT (
    SELECT id FROM deliveries
    WHERE webhook_id = value ->> 0 AND event_position = value ->> 1 AND replay_id = value ->> 2
  ) AS id
  FROM json_each(?)`;

/** A statement a row: one for all of them, which takes them as JSON, costs several times as much. */
export function enqueue(deliveries: readonly NewDelivery[], nowMs: number): Statement[] {
  const statements = deliveries.map((delivery) => {
    const { ordered, dueAtMs, recoveryId } = delivery;
    return {
      sql: INSERT_NEW,
      params: [
        ...toDeliveryRow(delivery),
        nowMs,
        ordered ? 'waiting' : 'pending',
        dueAtMs,
        recoveryId,
      ],
    };
  });
  const ordered = deliveries.filter((delivery) => delivery.ordered);
  return ordered.length > 0 ? [...statements, giveTurns(ordered, nowMs)] : statements;
}

export function enqueueClaimed(
  deliveries: readonly ClaimedDelivery[],
  nowMs: number,
  untilMs: number,
): Statement[] {
  return deliveries.map((delivery) => ({
    sql: INSERT_CLAIMED,
    params: [...toDeliveryRow(delivery), nowMs, untilMs],
  }));
}

export function enqueueEnded(outcomes: readonly Outcome[], nowMs: number): Statement[] {
  const statements = countAttemptsOfNew(outcomes);
  for (const outcome of outcomes) {
    const params = [...toDeliveryRow(outcome.delivery), nowMs, ...toEndRow(outcome)];
    statements.push({ sql: INSERT_ENDED, params });
    if (outcome.sent) {
      statements.push({ sql: INSERT_ITS_ATTEMPT, params: toAttemptRow(outcome.sent) });
    }
  }
  return statements;
}

export function idsOf(
  connection: SqliteConnection,
  deliveries: readonly ClaimedDelivery[],
): number[] {
  return connection
    .all<{ id: number }>(IDS, JSON.stringify(deliveries.map(toKeyRow)))
    .map(({ id }) => id);
}
