import { quoteReceived, Refusal } from '@app/event-store';
import type { Attributes } from './contact-profile';
import type { ContentType } from './message';

/** The keys an item may have, for the content types that consist of items. */
const ITEM_KEYS: Partial<Record<ContentType, readonly string[]>> = {
  input_select: ['title', 'value'],
  cards: ['title', 'description', 'media_url', 'actions'],
  form: [
    'type',
    'name',
    'label',
    'placeholder',
    'default',
    'options',
    'required',
    'pattern',
    'title',
    'pattern_error',
  ],
  article: ['title', 'description', 'link'],
};

const ACTION_KEYS = new Map<unknown, readonly string[]>([
  ['link', ['type', 'text', 'uri']],
  ['postback', ['type', 'text', 'payload']],
]);

/** Checked on their own; every other key has a plain value. */
const KEYS_OF_THEIR_OWN: ReadonlySet<string> = new Set(['type', 'actions', 'options']);

const FORM_FIELD_TYPES: readonly unknown[] = ['email', 'text', 'text_area', 'select'];

/** @throws Refusal naming `content_attributes` where the items are not of the content type's shape */
export function checkContentAttributes(contentType: ContentType, attributes: Attributes): void {
  const itemKeys = ITEM_KEYS[contentType];
  if (!itemKeys) return;
  const { items } = attributes;
  if (!Array.isArray(items) || items.length === 0) {
    throw refuse(`of ${contentType} take at least one item, got ${quoteReceived(items)}`);
  }
  for (const item of items) {
    checkKeys(`items of ${contentType}`, item, itemKeys);
    if (contentType === 'cards') checkActions(item);
    if (contentType === 'form') checkFormField(item);
  }
}

function checkActions({ actions }: Attributes): void {
  if (!Array.isArray(actions) || actions.length === 0) {
    throw refuse(`items of cards take at least one action, got ${quoteReceived(actions)}`);
  }
  for (const action of actions) {
    const type = isObject(action) ? action['type'] : undefined;
    const keys = ACTION_KEYS.get(type);
    if (!keys) {
      throw refuse(`actions take the type link or postback, got ${quoteReceived(action)}`);
    }
    checkKeys(`actions of type ${String(type)}`, action, keys);
  }
}

function checkFormField({ type, options }: Attributes): void {
  if (!FORM_FIELD_TYPES.includes(type)) {
    throw refuse(
      `items of form take the type ${FORM_FIELD_TYPES.join(', ')}, got ${quoteReceived(type)}`,
    );
  }
  if (options === undefined) return;
  if (!Array.isArray(options)) {
    throw refuse(`options of form take a list, got ${quoteReceived(options)}`);
  }
  for (const option of options) checkKeys('options of form', option, ['label', 'value']);
}

function checkKeys(
  what: string,
  value: unknown,
  allowed: readonly string[],
): asserts value is Attributes {
  if (!isObject(value)) throw refuse(`${what} take objects, got ${quoteReceived(value)}`);
  const unknown = Object.keys(value).find((key) => !allowed.includes(key));
  if (unknown !== undefined) {
    throw refuse(`${what} take ${allowed.join(', ')}, got ${quoteReceived(unknown)}`);
  }
  const structured = Object.keys(value).find(
    (key) => !KEYS_OF_THEIR_OWN.has(key) && typeof value[key] === 'object' && value[key] !== null,
  );
  if (structured !== undefined) {
    throw refuse(
      `${what} take text, a number or a boolean as ${structured}, got ${quoteReceived(value[structured])}`,
    );
  }
}

function isObject(value: unknown): value is Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(problem: string): Refusal {
  return Refusal.invalid('content_attributes', `Content attributes ${problem}`);
}
