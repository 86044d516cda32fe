import type { EventName } from '../event-names';

export interface EventDescription {
  /** As settings pages show it. */
  readonly label: string;
  readonly description: string;
}

export const EVENT_DESCRIPTIONS: Readonly<Record<EventName, EventDescription>> = {
  message_created: {
    label: 'Message created',
    description: 'A message was sent, by the contact, an agent, a bot or the system; notes too.',
  },
  message_updated: {
    label: 'Message updated',
    description:
      'Something of a message changed: its delivery status, its content, the contact’s answer to it.',
  },
  message_deleted: {
    label: 'Message deleted',
    description: 'A message was deleted; its content says so. message_updated fires beside it.',
  },
  conversation_created: {
    label: 'Conversation created',
    description: 'A conversation was opened; its opening message is in `messages`.',
  },
  conversation_updated: {
    label: 'Conversation updated',
    description:
      'The status, priority, assignee, team, labels, custom attributes or waiting times of a conversation changed.',
  },
  conversation_status_changed: {
    label: 'Conversation status changed',
    description:
      'A conversation was opened again, resolved, snoozed or set to pending. conversation_updated fires beside it.',
  },
  conversation_deleted: {
    label: 'Conversation deleted',
    description: 'A conversation was deleted with all its messages.',
  },
  conversation_typing_on: {
    label: 'Typing started',
    description: 'Somebody began to type in a conversation. Not repeated once it is 30 s old.',
  },
  conversation_typing_off: {
    label: 'Typing stopped',
    description: 'Somebody stopped typing in a conversation. Not repeated once it is 30 s old.',
  },
  contact_created: { label: 'Contact created', description: 'A contact was added.' },
  contact_updated: {
    label: 'Contact updated',
    description: 'A contact’s name, addresses, attributes or block changed.',
  },
  contact_deleted: { label: 'Contact deleted', description: 'A contact was deleted.' },
  inbox_created: { label: 'Inbox created', description: 'An inbox was added.' },
  inbox_updated: {
    label: 'Inbox updated',
    description: 'An inbox’s name or its channel’s URL changed.',
  },
  webwidget_triggered: {
    label: 'Widget opened',
    description: 'A visitor opened the widget on a website.',
  },
  webhook_disabled: {
    label: 'Webhook disabled',
    description:
      'Another webhook of the account was disabled: by its owner, after days of failures alone, or because its endpoint answered 410.',
  },
  webhook_recovered: {
    label: 'Webhook recovered',
    description: 'Another webhook of the account takes deliveries again, after failures alone.',
  },
  delivery_exhausted: {
    label: 'Delivery exhausted',
    description:
      'The last attempt at a delivery to another webhook of the account failed; none follows by itself.',
  },
};
