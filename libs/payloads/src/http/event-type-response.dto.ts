import { ApiProperty } from '@nestjs/swagger';
import { EVENT_NAMES, type EventName } from '../event-names';
import type { JsonSchema } from '../schema/json-schema';

export class EventPayloadDto {
  /** JSON Schema, draft 2020-12. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  schema: JsonSchema;

  /** A whole body, as it is sent. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  example: object;
}

export class EventPayloadsDto {
  hoory: EventPayloadDto;
  chatwoot: EventPayloadDto;
}

export class EventTypeDto {
  /** What `subscriptions` take. */
  @ApiProperty({ enum: EVENT_NAMES })
  name: EventName;

  /** As settings pages show it. */
  label: string;

  /** When it fires. */
  description: string;

  formats: EventPayloadsDto;
}
