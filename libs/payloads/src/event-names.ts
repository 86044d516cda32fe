/** Every event a webhook can subscribe to. */
export const EVENT_NAMES = [
  'message_created',
  'message_updated',
  'message_deleted',
  'conversation_created',
  'conversation_updated',
  'conversation_status_changed',
  'conversation_deleted',
  'conversation_typing_on',
  'conversation_typing_off',
  'contact_created',
  'contact_updated',
  'contact_deleted',
  'inbox_created',
  'inbox_updated',
  'webwidget_triggered',
  'webhook_disabled',
  'webhook_recovered',
  'delivery_exhausted',
] as const;

export type EventName = (typeof EVENT_NAMES)[number];

/** What a webhook that names no events gets. */
export const DEFAULT_SUBSCRIPTIONS: readonly EventName[] = [
  'conversation_status_changed',
  'conversation_updated',
  'conversation_created',
  'contact_created',
  'contact_updated',
  'message_created',
  'message_updated',
  'webwidget_triggered',
];

/**
 * What an API inbox's own software gets of its inbox (docs/decisions/0015). Not `message_deleted`:
 * bridges that do not know it would send the deleted message's words to the contact, and
 * `message_updated` tells of the deletion.
 */
export const CALLBACK_EVENT_NAMES: readonly EventName[] = [
  'message_created',
  'message_updated',
  'conversation_created',
  'conversation_updated',
  'conversation_status_changed',
  'conversation_deleted',
  'conversation_typing_on',
  'conversation_typing_off',
  'webwidget_triggered',
];

/** What became of a webhook, for the others of its account. */
export const WEBHOOK_EVENT_NAMES: readonly EventName[] = [
  'webhook_disabled',
  'webhook_recovered',
  'delivery_exhausted',
];

/** News only while it is new: not retried once it is 30 s old. */
export const EPHEMERAL_EVENT_NAMES: readonly EventName[] = [
  'conversation_typing_on',
  'conversation_typing_off',
];
