import type { ActorType, StoredEvent } from '@app/event-store';
import { ApiProperty } from '@nestjs/swagger';
import { redact } from '../redaction/redact';

const ACTOR_TYPES: readonly ActorType[] = ['user', 'agent_bot', 'contact'];

export class EventActorDto {
  @ApiProperty({ enum: ACTOR_TYPES })
  type: string;
  id: number;
}

export class LoggedEventDto {
  /** Its place in the log. */
  position: number;
  id: string;
  type: string;
  /** Its category and an id, such as `conversation-1-42`. */
  stream: string;
  /** Its place in its stream. */
  version: number;
  /** Of the shape of `data`. */
  schema_version: number;
  /** ISO 8601. */
  occurred_at: string;
  /** ISO 8601. */
  recorded_at: string;
  /** Who caused it; null for the system. */
  actor: EventActorDto | null;
  /** The same for all that one request led to. */
  correlation_id: string;
  /** The event that led to it; null where a request did. */
  causation_id: string | null;
  /** What was true of it then; what is secret reads `[redacted]`. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  data: unknown;
}

export class EventsMetaDto {
  /** To be sent as `cursor` for the next page; null on the last. */
  next_cursor: string | null;
}

export class EventListDto {
  /**
   * Newest first. A page reads 10,000 events at most: while `next_cursor` is not null, there may be
   * more, though the page is short or empty.
   */
  payload: LoggedEventDto[];
  meta: EventsMetaDto;
}

export function toLoggedEventDto(event: StoredEvent): LoggedEventDto {
  const { actor, correlationId, causationId, occurredAt } = event.metadata;
  return {
    position: event.position,
    id: event.id,
    type: event.type,
    stream: event.stream,
    version: event.version,
    schema_version: event.schemaVersion,
    occurred_at: occurredAt,
    recorded_at: new Date(event.recordedAtMs).toISOString(),
    actor: actor && { type: actor.type, id: actor.id },
    correlation_id: correlationId,
    causation_id: causationId,
    data: redact(event),
  };
}
