import type { Attributes } from '@app/conversation';
import { named, object, text } from '../schema/shapes';

const BROWSER_KEYS = [
  'device_name',
  'browser_name',
  'platform_name',
  'browser_version',
  'platform_version',
] as const;

/**
 * Where the contact opened the conversation, as the widget told; for other channels the keys are
 * there with "" values, so that none is ever missing.
 */
export function renderVisit(attributes: Attributes): object {
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

export const browserSchema = named(
  'HooryBrowser',
  object(Object.fromEntries(BROWSER_KEYS.map((key) => [key, text]))),
);

export const visitSchema = named(
  'HooryVisit',
  object({
    browser: browserSchema,
    referer: text,
    initiated_at: { description: 'As the visitor’s browser words the time', ...text },
  }),
);
