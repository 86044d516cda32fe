import type { ConversationEvent } from '@app/conversation';
import type { StoredEvent } from '@app/event-store';
import type { Format } from './format';
import { hooryMessageCreated } from './hoory/message-created';

type PublishableEvent = Extract<ConversationEvent, { type: 'MessageCreated' }>;
type Renderers = {
  [Type in PublishableEvent['type']]: (
    data: Extract<PublishableEvent, { type: Type }>['data'],
  ) => object;
};

const RENDERERS: Record<Format, Renderers> = {
  hoory: { MessageCreated: hooryMessageCreated },
};

/**
 * The body of the POST for a stored event. A pure function of the event's snapshot: today, in a
 * retry and in a replay years from now it gives the same bytes.
 * @throws Error for an event that is not published
 */
export function renderPayload(format: Format, event: StoredEvent): string {
  const { type, data } = event as StoredEvent & PublishableEvent;
  const render = RENDERERS[format][type];
  if (!render) throw new Error(`${event.type} has no ${format} payload`);
  return JSON.stringify(render(data));
}
