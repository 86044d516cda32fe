import type { WebhookHistoryEntry, WebhookHistorySettings } from '@app/client';
import { changesOf, wordsOfEntry } from './words-of-entry';

const SETTINGS: WebhookHistorySettings = {
  url: 'https://crm.example.com/hooks',
  name: null,
  subscriptions: ['message_created'],
  format: 'hoory',
  inbox_id: null,
  timeout_seconds: 15,
  rate_limit: null,
  ordering: 'none',
  custom_header_names: [],
};
const COMMON = { at: '2026-01-01T00:00:00.000Z', actor: { id: 1, type: 'user' } };
const CREATED: WebhookHistoryEntry = {
  ...COMMON,
  version: 1,
  type: 'webhook_created',
  settings: SETTINGS,
};
const DISABLED: WebhookHistoryEntry = {
  ...COMMON,
  version: 2,
  type: 'webhook_disabled',
  reason: 'gone',
  failing_since: null,
};
const UPDATED: WebhookHistoryEntry = {
  ...COMMON,
  version: 3,
  type: 'webhook_updated',
  settings: {
    ...SETTINGS,
    name: 'CRM',
    subscriptions: ['message_created', 'contact_created'],
    custom_header_names: ['X-Key'],
  },
};

describe('The history of a webhook', () => {
  it('says what an update changed, from what it was by the entry before that has settings', () => {
    expect(changesOf(UPDATED, [DISABLED, CREATED])).toEqual([
      'Name: none → CRM',
      'Events: message_created → message_created, contact_created',
      'Headers of its own: none → X-Key',
    ]);
  });

  it('says nothing of changes where what was before is not loaded', () => {
    expect(changesOf(UPDATED, [DISABLED])).toEqual([]);
  });

  it('says why a webhook was disabled', () => {
    expect(wordsOfEntry(DISABLED)).toBe('Disabled because its endpoint answered 410 Gone');
  });

  it('says how what was missed comes to a webhook that is enabled', () => {
    const enabled = { ...COMMON, version: 4, type: 'webhook_enabled', rate: 50 } as const;
    expect(wordsOfEntry({ ...enabled, deliver_missed: true })).toBe(
      'Enabled, with what was missed at 50 a second',
    );
    expect(wordsOfEntry({ ...enabled, deliver_missed: false })).toBe(
      'Enabled, without what was missed',
    );
  });
});
