import { EVENT_NAMES, type EventName } from '../event-names';
import type { Format } from '../format';
import { PAYLOAD_FORMATS } from '../render';
import { standalone } from '../schema/definitions';
import type { JsonSchema } from '../schema/json-schema';
import { EVENT_DESCRIPTIONS, type EventDescription } from './event-descriptions';
import { EXAMPLES } from './examples';

/** An event that webhooks can subscribe to, and what it looks like in each format. */
export interface EventType extends EventDescription {
  readonly name: EventName;
  readonly formats: Readonly<Record<Format, EventPayload>>;
}

export interface EventPayload {
  /** Of draft 2020-12, with all that it refers to. */
  readonly schema: JsonSchema;
  /** A whole body. */
  readonly example: object;
}

export function eventTypes(): EventType[] {
  return EVENT_NAMES.map((name) => {
    const { label, description } = EVENT_DESCRIPTIONS[name];
    const formats = { hoory: payloadOf(name, 'hoory'), chatwoot: payloadOf(name, 'chatwoot') };
    return { name, label, description, formats };
  });
}

function payloadOf(name: EventName, format: Format): EventPayload {
  const payloads = PAYLOAD_FORMATS[format];
  return {
    schema: standalone(payloads.schemas[name]),
    example: payloads.body(name, EXAMPLES[name]),
  };
}
