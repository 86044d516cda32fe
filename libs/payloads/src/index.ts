export {
  CALLBACK_EVENT_NAMES,
  DEFAULT_SUBSCRIPTIONS,
  EPHEMERAL_EVENT_NAMES,
  EVENT_NAMES,
  type EventName,
} from './event-names';
export { FORMATS, type Format } from './format';
export { publishedEvent, type PublishedEvent } from './published-event';
export { renderPayload } from './render';
