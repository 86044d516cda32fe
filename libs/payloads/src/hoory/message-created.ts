import type { Attributes, MessageSnapshot } from '@app/conversation';
import { hooryTime } from './time';

/** Content types whose messages this format calls templates. */
const TEMPLATE_CONTENT_TYPES: ReadonlySet<string> = new Set(['input_select', 'cards', 'form']);

const BROWSER_KEYS = [
  'device_name',
  'browser_name',
  'platform_name',
  'browser_version',
  'platform_version',
] as const;

/** `message_created`, field by field and in the order of docs/receiving-webhooks.md. */
export function hooryMessageCreated(data: MessageSnapshot): object {
  const { message, sender, contact, conversation, account } = data;
  return {
    event: 'message_created',
    id: String(message.id),
    content: message.content ?? '',
    created_at: hooryTime(message.createdAt),
    message_type: TEMPLATE_CONTENT_TYPES.has(message.contentType)
      ? 'template'
      : message.messageType,
    content_type: message.contentType,
    content_attributes: message.contentAttributes,
    source_id: message.sourceId ?? '',
    sender:
      sender?.type === 'user'
        ? { id: String(sender.id), name: sender.name, email: sender.email }
        : null,
    contact: { id: String(contact.id), name: contact.name },
    conversation: {
      display_id: String(conversation.displayId),
      additional_attributes: additionalAttributes(conversation.additionalAttributes),
    },
    account: { id: String(account.id), name: account.name },
  };
}

/** The widget's; for other channels the keys are there with "" values, so that none is ever missing. */
function additionalAttributes(attributes: Attributes): object {
  const browser = asAttributes(attributes['browser']);
  return {
    browser: Object.fromEntries(BROWSER_KEYS.map((key) => [key, asText(browser[key])])),
    referer: asText(attributes['referer']),
    initiated_at: initiatedAt(attributes['initiated_at']),
  };
}

/** The widget reports `{timestamp}`; what an API client sets is a plain string. */
function initiatedAt(value: unknown): string {
  return asText(asAttributes(value)['timestamp'] ?? value);
}

function asAttributes(value: unknown): Attributes {
  return typeof value === 'object' && value !== null ? (value as Attributes) : {};
}

function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
