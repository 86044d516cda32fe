import { EVENT_NAMES } from '@app/payloads';
import { ApiProperty } from '@nestjs/swagger';
import { type Delivery, DELIVERY_STATUSES } from '../queries/delivery';
import { toCursor } from '../queries/delivery-place';
import type { DeliveryPage } from '../queries/list-deliveries';

export class LastAttemptDto {
  /** ISO 8601. */
  attempted_at: string;
  /** null where no answer came. */
  status_code: number | null;
  /** null for a success. */
  error_class: string | null;
  duration_ms: number;
}

export class DeliveryDto {
  id: number;
  /** The `webhook-id` of its POSTs. */
  message_id: string;
  @ApiProperty({ enum: EVENT_NAMES })
  event: string;
  event_id: string;
  /** null for what is of no conversation. */
  conversation_id: number | null;
  /** The `webhook-replay` of its POSTs; null where it is no replay. */
  replay_id: number | null;
  /**
   * `waiting`: for its turn in its conversation; `failed`: its attempts are used up; `cancelled`: its
   * webhook was gone; `expired`: it was not sent while it was worth it.
   */
  @ApiProperty({ enum: DELIVERY_STATUSES })
  status: string;
  /** Attempts on record: those made, but for one under way and those too old to be kept. */
  attempts: number;
  /** How often it was resent after it was finished. */
  resends: number;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601; null where none is to come, it waits for its turn, or an attempt is under way. */
  next_attempt_at: string | null;
  /** ISO 8601. */
  finished_at: string | null;
  last_attempt: LastAttemptDto | null;
}

export class DeliveriesMetaDto {
  /** To be sent as `cursor` for the next page; null on the last. */
  next_cursor: string | null;
}

export class DeliveryPageDto {
  /**
   * Those of the newest events first. A page reads 10,000 deliveries at most: while `next_cursor` is
   * not null, there may be more, though the page is short or empty.
   */
  payload: DeliveryDto[];
  meta: DeliveriesMetaDto;
}

export function toDeliveryPageDto({ deliveries, next }: DeliveryPage): DeliveryPageDto {
  return {
    payload: deliveries.map(toDeliveryDto),
    meta: { next_cursor: next && toCursor(next) },
  };
}

export function toDeliveryDto(delivery: Delivery): DeliveryDto {
  const { lastAttempt } = delivery;
  return {
    id: delivery.id,
    message_id: delivery.messageId,
    event: delivery.event,
    event_id: delivery.eventId,
    conversation_id: delivery.conversationId,
    replay_id: delivery.replayId,
    status: delivery.status,
    attempts: delivery.attempts,
    resends: delivery.resends,
    created_at: toIso(delivery.createdAtMs),
    next_attempt_at: toIsoOrNull(delivery.nextAttemptAtMs),
    finished_at: toIsoOrNull(delivery.finishedAtMs),
    last_attempt: lastAttempt && {
      attempted_at: toIso(lastAttempt.attemptedAtMs),
      status_code: lastAttempt.statusCode,
      error_class: lastAttempt.errorClass,
      duration_ms: lastAttempt.durationMs,
    },
  };
}

function toIsoOrNull(ms: number | null): string | null {
  return ms === null ? null : toIso(ms);
}

function toIso(ms: number): string {
  return new Date(ms).toISOString();
}
