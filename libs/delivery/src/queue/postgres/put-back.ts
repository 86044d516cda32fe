import type { Statement } from '@app/event-store';
import type { FinishedDelivery } from '../delivery-queue';
import { giveTurnsOf } from './give-turns';
import { lockTurnsOf } from './lock-turns';

const PUT = `
  SELECT (value ->> 0)::bigint AS id, (value ->> 1)::bigint AS due_at_ms
  FROM jsonb_array_elements(?::jsonb)`;

const putBackWhere = (condition: string): string => `
  WITH put AS MATERIALIZED (${PUT}), finished AS MATERIALIZED (
    SELECT id FROM deliveries
    WHERE id = ANY (ARRAY(SELECT id FROM put)) AND ${condition}
    ORDER BY id FOR UPDATE
  ), due AS MATERIALIZED (
    SELECT id, due_at_ms FROM put JOIN finished USING (id)
  )
  UPDATE deliveries
  SET status = CASE ordered WHEN 1 THEN 'waiting' ELSE 'pending' END, failures = 0,
      resends = resends + 1, available_at_ms = due_at_ms, finished_at_ms = NULL,
      recovery_id = coalesce(CAST(? AS bigint), recovery_id)
  FROM due WHERE deliveries.id = due.id`;

/** By hand, whatever became of it … */
const PUT_BACK_FINISHED = putBackWhere('finished_at_ms IS NOT NULL');
/** … but a recovery leaves what somebody has had delivered since it was found. */
const PUT_BACK_FAILED = putBackWhere("status = 'failed'");

const CONVERSATIONS = `
  SELECT DISTINCT webhook_id, replay_id, conversation_id FROM deliveries
  WHERE id = ANY (ARRAY(SELECT id FROM (${PUT}) AS put)) AND ordered = 1`;

/** Of a conversation that what was put back is the first of, nothing else keeps the turn … */
const TAKE_TURNS = `
  UPDATE deliveries SET status = 'waiting'
  WHERE id = ANY (ARRAY(
    SELECT later.id FROM (${CONVERSATIONS}) AS turn JOIN deliveries later
      ON later.webhook_id = turn.webhook_id AND later.replay_id = turn.replay_id
      AND later.conversation_id = turn.conversation_id
    WHERE later.ordered = 1 AND later.finished_at_ms IS NULL AND later.status = 'pending'
      AND later.claimed = 0
    ORDER BY later.id FOR UPDATE OF later
  ))`;

/**
 * … but what is under way ends first, and then gives the turn by itself. It is what kept its turn:
 * whether it is still claimed says nothing, for the claim may have ended since.
 */
const FREE_CONVERSATIONS = `
  SELECT webhook_id, replay_id, conversation_id FROM (${CONVERSATIONS}) AS free
  WHERE NOT EXISTS (
    SELECT 1 FROM deliveries kept
    WHERE kept.webhook_id = free.webhook_id AND kept.replay_id = free.replay_id
      AND kept.conversation_id = free.conversation_id
      AND kept.ordered = 1 AND kept.finished_at_ms IS NULL AND kept.status = 'pending'
  )`;

/** A few statements for any number of deliveries. */
export function putBack(
  deliveries: readonly FinishedDelivery[],
  recoveryId: number | null,
  nowMs: number,
): Statement[] {
  const rows = JSON.stringify(deliveries.map(({ id, dueAtMs }) => [id, dueAtMs]));
  return [
    lockTurnsOf(deliveries.map(({ id }) => id)),
    {
      sql: recoveryId === null ? PUT_BACK_FINISHED : PUT_BACK_FAILED,
      params: [rows, recoveryId],
    },
    { sql: TAKE_TURNS, params: [rows] },
    giveTurnsOf(FREE_CONVERSATIONS, [rows], nowMs),
  ];
}
