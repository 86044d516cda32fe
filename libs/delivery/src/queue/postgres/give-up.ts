import type { Statement } from '@app/event-store';
import { lockTurns } from './lock-turns';

/** Locked in the order in which completions lock them. */
const CANCEL_PENDING = `
  UPDATE deliveries SET status = 'cancelled', finished_at_ms = ?, claimed = 0
  WHERE id = ANY (ARRAY(
    SELECT id FROM deliveries
    WHERE status = 'pending' AND webhook_id = ? AND event_position < ?
    ORDER BY id FOR UPDATE
  ))`;

const CANCEL_WAITING = `
  UPDATE deliveries SET status = 'cancelled', finished_at_ms = ?
  WHERE ordered = 1 AND finished_at_ms IS NULL AND status = 'waiting'
    AND webhook_id = ? AND event_position < ?`;

export function giveUp(webhookId: number, beforePosition: number, nowMs: number): Statement[] {
  const params = [nowMs, webhookId, beforePosition];
  return [
    ...lockTurns([webhookId]),
    { sql: CANCEL_PENDING, params },
    { sql: CANCEL_WAITING, params },
  ];
}
