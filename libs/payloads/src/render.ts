import type { StoredEvent } from '@app/event-store';
import { chatwootFormat } from './chatwoot/chatwoot-format';
import { EXAMPLES } from './catalogue/examples';
import type { Format } from './format';
import { hooryFormat } from './hoory/hoory-format';
import type { PayloadFormat } from './payload-format';
import { isTest, publishedName } from './published-event';

export const PAYLOAD_FORMATS: Readonly<Record<Format, PayloadFormat>> = {
  hoory: hooryFormat,
  chatwoot: chatwootFormat,
};

/**
 * The body of the POST for a stored event. A pure function of the event's snapshot: today, in a
 * retry and in a replay years from now it gives the same bytes. For a test, it is the catalogue's
 * example with `"test": true` at its end.
 * @throws Error for an event that is not published
 */
export function renderPayload(format: Format, event: StoredEvent): string {
  const name = publishedName(event);
  if (!name) throw new Error(`${event.type} has no ${format} payload`);
  const { body } = PAYLOAD_FORMATS[format];
  return JSON.stringify(
    isTest(event) ? Object.assign(body(name, EXAMPLES[name]), { test: true }) : body(name, event),
  );
}
