import type { Attributes } from '@app/conversation';
import { named, object, text } from '../schema/shapes';

/**
 * Where the contact opened the conversation, as the widget told; for other channels the keys are
 * there with "" values, so that none is ever missing.
 */
export function renderVisit(attributes: Attributes): object {
  const browser = asAttributes(attributes['browser']);
  return {
    browser: {
      device_name: asText(browser['device_name']),
      browser_name: asText(browser['browser_name']),
      platform_name: asText(browser['platform_name']),
      browser_version: asText(browser['browser_version']),
      platform_version: asText(browser['platform_version']),
    },
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

const browserSchema = named(
  'HooryBrowser',
  object({
    device_name: text,
    browser_name: text,
    platform_name: text,
    browser_version: text,
    platform_version: text,
  }),
);

export const visitSchema = named(
  'HooryVisit',
  object({
    browser: browserSchema,
    referer: text,
    initiated_at: { description: 'As the visitor’s browser words the time', ...text },
  }),
);
