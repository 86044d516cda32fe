import type { Statement } from '@app/event-store';
import type { FinishedDelivery } from '../delivery-queue';
import { giveTurnsOf } from './give-turns';

const putBackWhere = (condition: string): string => `
  UPDATE deliveries
  SET status = CASE ordered WHEN 1 THEN 'waiting' ELSE 'pending' END, failures = 0,
      resends = resends + 1, available_at_ms = value ->> 1, finished_at_ms = NULL,
      recovery_id = coalesce(?, recovery_id)
  FROM json_each(?) AS put
  WHERE deliveries.id = value ->> 0 AND ${condition}`;

/** By hand, whatever became of it … */
const PUT_BACK_FINISHED = putBackWhere('finished_at_ms IS NOT NULL');
/** … but a recovery leaves what somebody has had delivered since it was found. */
const PUT_BACK_FAILED = putBackWhere("status = 'failed'");

/** CROSS JOIN has SQLite begin with the deliveries named, and look each up by its id. */
const CONVERSATIONS = `
  SELECT DISTINCT back.webhook_id, back.replay_id, back.conversation_id
  FROM json_each(?) AS put CROSS JOIN deliveries back
  WHERE back.id = value ->> 0 AND back.ordered = 1`;

/** Of a conversation that what was put back is the first of, nothing else keeps the turn … */
const TAKE_TURNS = `
  UPDATE deliveries SET status = 'waiting'
  WHERE id IN (
    SELECT later.id FROM (${CONVERSATIONS}) AS turn CROSS JOIN deliveries later
    WHERE later.webhook_id = turn.webhook_id AND later.replay_id = turn.replay_id
      AND later.conversation_id = turn.conversation_id
      AND later.ordered = 1 AND later.finished_at_ms IS NULL AND later.status = 'pending'
      AND later.claimed = 0
  )`;

/** … but what is under way ends first, and then gives the turn by itself. */
const FREE_CONVERSATIONS = `
  SELECT webhook_id, replay_id, conversation_id FROM (${CONVERSATIONS}) AS free
  WHERE NOT EXISTS (
    SELECT 1 FROM deliveries claimed
    WHERE claimed.webhook_id = free.webhook_id AND claimed.replay_id = free.replay_id
      AND claimed.conversation_id = free.conversation_id
      AND claimed.ordered = 1 AND claimed.finished_at_ms IS NULL AND claimed.claimed = 1
  )`;

/** A few statements for any number of deliveries. */
export function putBack(
  deliveries: readonly FinishedDelivery[],
  recoveryId: number | null,
  nowMs: number,
): Statement[] {
  const rows = JSON.stringify(deliveries.map(({ id, dueAtMs }) => [id, dueAtMs]));
  return [
    {
      sql: recoveryId === null ? PUT_BACK_FINISHED : PUT_BACK_FAILED,
      params: [recoveryId, rows],
    },
    { sql: TAKE_TURNS, params: [rows] },
    giveTurnsOf(FREE_CONVERSATIONS, [rows], nowMs),
  ];
}
