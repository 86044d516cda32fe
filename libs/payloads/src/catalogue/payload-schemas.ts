import { EVENT_NAMES, type EventName } from '../event-names';
import { FORMATS, type Format } from '../format';
import { PAYLOAD_FORMATS } from '../render';
import { Definitions } from '../schema/definitions';
import type { JsonSchema } from '../schema/json-schema';

/** The schemas of all payloads as one set, in which each part that they share is there once. */
export interface PayloadSchemas {
  /** By name, for `components.schemas` of an OpenAPI document. */
  readonly definitions: Readonly<Record<string, JsonSchema>>;
  /** References into the definitions. */
  readonly references: Readonly<Record<EventName, Readonly<Record<Format, JsonSchema>>>>;
}

export function payloadSchemas(): PayloadSchemas {
  const definitions = new Definitions('#/components/schemas/');
  const references = Object.fromEntries(
    EVENT_NAMES.map((name) => [
      name,
      Object.fromEntries(
        FORMATS.map((format) => [format, definitions.add(PAYLOAD_FORMATS[format].schemas[name])]),
      ),
    ]),
  ) as PayloadSchemas['references'];
  return { definitions: definitions.toObject(), references };
}
