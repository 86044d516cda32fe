import type { WebhookHistoryEntry, WebhookHistorySettings } from '@app/client';
import { absoluteTime } from '../../../components/time-words';
import { strings } from '../../../strings';

const text = strings.webhook.history;

const SETTINGS = Object.keys(text.settings) as (keyof WebhookHistorySettings)[];

/** What happened, in a line. */
export function wordsOfEntry(entry: WebhookHistoryEntry): string {
  switch (entry.type) {
    case 'webhook_created':
      return text.created;
    case 'webhook_updated':
      return text.updated;
    case 'webhook_disabled':
      return text.disabled(entry.reason);
    case 'webhook_enabled':
      return entry.deliver_missed ? text.enabledWithMissed(entry.rate) : text.enabledWithout;
    case 'webhook_secret_rotated':
      return entry.previous_secret_valid_until === null
        ? text.rotated
        : text.rotatedUntil(absoluteTime(entry.previous_secret_valid_until));
    case 'webhook_recovered':
      return text.recovered(absoluteTime(entry.failing_since));
    case 'delivery_exhausted':
      return text.exhausted(entry.delivery.event, entry.delivery.attempts);
    case 'webhook_test_requested':
      return text.tested(entry.event);
  }
}

/**
 * The settings that an update made others, each from what it was to what it is.
 * @param older what happened before, newest first
 */
export function changesOf(
  entry: WebhookHistoryEntry,
  older: readonly WebhookHistoryEntry[],
): string[] {
  if (entry.type !== 'webhook_updated') return [];
  const before = older.find((candidate) => 'settings' in candidate);
  if (!before || !('settings' in before)) return [];
  return SETTINGS.map((name) => ({
    name: text.settings[name],
    from: wordsOfSetting(before.settings[name]),
    to: wordsOfSetting(entry.settings[name]),
  }))
    .filter(({ from, to }) => from !== to)
    .map(({ name, from, to }) => text.change(name, from, to));
}

function wordsOfSetting(value: WebhookHistorySettings[keyof WebhookHistorySettings]): string {
  if (value === null) return text.nothing;
  if (typeof value === 'object') return value.join(', ') || text.nothing;
  return String(value);
}
