export { eventTypes, type EventPayload, type EventType } from './catalogue/event-types';
export {
  CALLBACK_EVENT_NAMES,
  DEFAULT_SUBSCRIPTIONS,
  EPHEMERAL_EVENT_NAMES,
  EVENT_NAMES,
  type EventName,
} from './event-names';
export { FORMATS, type Format } from './format';
export { PayloadsModule } from './payloads.module';
export { isTest, publishedEvent, type PublishedEvent } from './published-event';
export { renderPayload } from './render';
export { payloadSchemas, type PayloadSchemas } from './catalogue/payload-schemas';
