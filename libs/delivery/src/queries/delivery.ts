import type { EventName, Format } from '@app/payloads';
import { messageIdOf } from '@app/webhooks';

/**
 * `waiting`: for its turn in its conversation; `failed`: its attempts are used up; `cancelled`: there
 * was nobody left to send it to; `expired`: it was not sent while it was worth it.
 */
export const DELIVERY_STATUSES = [
  'pending',
  'waiting',
  'delivered',
  'failed',
  'cancelled',
  'expired',
] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export interface LastAttempt {
  /** Unix milliseconds. */
  readonly attemptedAtMs: number;
  /** null where no answer came. */
  readonly statusCode: number | null;
  /** null for a success. */
  readonly errorClass: string | null;
  readonly durationMs: number;
}

/** A delivery as people see it. Times are unix milliseconds. */
export interface Delivery {
  readonly id: number;
  /** The `webhook-id` of its POSTs. */
  readonly messageId: string;
  readonly event: EventName;
  readonly eventId: string;
  /** The display id; null for what is of no conversation. */
  readonly conversationId: number | null;
  /** The replay it is part of; null where it is the live one. */
  readonly replayId: number | null;
  readonly status: DeliveryStatus;
  /** Those on record: one under way is not yet, an old one no longer. */
  readonly attempts: number;
  /** How often it was put back after it was finished. */
  readonly resends: number;
  readonly createdAtMs: number;
  /** null where none is to come, it waits for its turn, or an attempt is under way. */
  readonly nextAttemptAtMs: number | null;
  readonly finishedAtMs: number | null;
  /** null where none is on record. */
  readonly lastAttempt: LastAttempt | null;
}

/** As {@link SELECT_DELIVERIES} gives it. */
export interface DeliveryRow {
  readonly id: number;
  readonly event_position: number;
  readonly event_id: string;
  readonly event: EventName;
  readonly webhook_id: number;
  readonly replay_id: number;
  readonly format: Format;
  readonly conversation_id: number | null;
  readonly status: DeliveryStatus;
  readonly attempts_made: number;
  readonly resends: number;
  readonly created_at_ms: number;
  readonly next_attempt_at_ms: number | null;
  readonly finished_at_ms: number | null;
  /** null before the first attempt, with all that is of it. */
  readonly last_started_at_ms: number | null;
  readonly last_status_code: number | null;
  readonly last_error_class: string | null;
  readonly last_duration_ms: number | null;
}

/** Deliveries with their last attempts, in one statement, so that the one fits the other. */
export const SELECT_DELIVERIES = `
  SELECT deliveries.id, event_position, event_id, event, webhook_id, replay_id, format,
         conversation_id, status, resends, created_at_ms, finished_at_ms,
         CASE WHEN status = 'pending' AND claimed = 0 THEN available_at_ms END AS next_attempt_at_ms,
         (SELECT count(*) FROM attempts WHERE delivery_id = deliveries.id) AS attempts_made,
         last.started_at_ms AS last_started_at_ms, last.status_code AS last_status_code,
         last.error_class AS last_error_class, last.duration_ms AS last_duration_ms
  FROM deliveries LEFT JOIN attempts AS last
    ON last.delivery_id = deliveries.id AND last.attempt =
       (SELECT max(attempt) FROM attempts WHERE delivery_id = deliveries.id)`;

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    messageId: messageIdOf(row.event_id, row.webhook_id),
    event: row.event,
    eventId: row.event_id,
    conversationId: row.conversation_id,
    replayId: row.replay_id === 0 ? null : row.replay_id,
    status: row.status,
    attempts: row.attempts_made,
    resends: row.resends,
    createdAtMs: row.created_at_ms,
    nextAttemptAtMs: row.next_attempt_at_ms,
    finishedAtMs: row.finished_at_ms,
    lastAttempt:
      row.last_started_at_ms === null
        ? null
        : {
            attemptedAtMs: row.last_started_at_ms,
            statusCode: row.last_status_code,
            errorClass: row.last_error_class,
            durationMs: row.last_duration_ms!,
          },
  };
}
