import type { Statement } from '@app/event-store';
import type { Outcome } from '../delivery-queue';
import { ATTEMPT_COLUMNS, DELIVERY_COLUMNS, toAttemptRow, toDeliveryRow, toEndRow } from '../rows';
import { attemptValues, storable } from './attempt-values';
import { countAttempts, toCountRow } from './count-attempts';
import { DELIVERY_VALUES } from './enqueue';

/** One statement, so that the attempts, and their counts, are of deliveries that were not there yet. */
const INSERT_ENDED = `
  WITH ended AS MATERIALIZED (
    SELECT value, (value ->> 4)::bigint AS webhook_id, (value ->> 0)::bigint AS event_position,
           (value ->> 5)::bigint AS replay_id
    FROM jsonb_array_elements(?::jsonb)
  ), added AS (
    INSERT INTO deliveries
      (${DELIVERY_COLUMNS}, status, available_at_ms, finished_at_ms, failures, resends, attempts,
       claimed, created_at_ms)
    SELECT ${DELIVERY_VALUES}, value ->> 9, (value ->> 10)::bigint, (value ->> 11)::bigint,
           (value ->> 12)::bigint, 0, 1, 0, CAST(? AS bigint)
    FROM ended
    ON CONFLICT (webhook_id, event_position, replay_id) DO NOTHING
    RETURNING id, webhook_id, event_position, replay_id
  ), counted AS MATERIALIZED (
    SELECT added.id, ended.value
    FROM ended JOIN added USING (webhook_id, event_position, replay_id)
  ), attempted AS (
    INSERT INTO attempts (delivery_id, attempt, ${ATTEMPT_COLUMNS})
    SELECT id, 1, ${attemptValues(17)} FROM counted WHERE value ->> 17 IS NOT NULL
  )
  ${countAttempts('counted', 13)}`;

export function enqueueEnded(outcomes: readonly Outcome[], nowMs: number): Statement[] {
  if (outcomes.length === 0) return [];
  const rows = outcomes.map((outcome) => [
    ...toDeliveryRow(outcome.delivery),
    ...toEndRow(outcome),
    ...toCountRow(outcome),
    ...(outcome.sent ? toAttemptRow(outcome.sent, storable) : []),
  ]);
  return [{ sql: INSERT_ENDED, params: [JSON.stringify(rows), nowMs] }];
}
