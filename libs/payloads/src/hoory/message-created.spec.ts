import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MessageCreatedData } from '@app/conversation';
import type { StoredEvent } from '@app/event-store';
import { renderPayload } from '../render';

const golden = (name: string): string =>
  readFileSync(join(__dirname, `message-created.${name}.golden.json`), 'utf8');

const contact = {
  id: 1,
  accountId: 1,
  name: 'contact-name',
  email: 'contact@example.com',
  phoneNumber: null,
  identifier: null,
  blocked: false,
  customAttributes: {},
  additionalAttributes: {},
  createdAt: '2020-03-03T13:00:00.000Z',
};

const fromWidget: MessageCreatedData = {
  message: {
    id: 1,
    content: 'Hi',
    messageType: 'incoming',
    private: false,
    contentType: 'text',
    contentAttributes: {},
    sourceId: null,
    status: 'sent',
    createdAt: '2020-03-03T13:05:57.999Z',
  },
  sender: { type: 'contact', id: 1 },
  contact,
  inbox: {
    id: 1,
    accountId: 1,
    name: 'Website',
    channel: { type: 'Channel::WebWidget', webhookUrl: '', websiteUrl: 'http://www.hoory.com' },
  },
  conversation: {
    displayId: 1,
    accountId: 1,
    inboxId: 1,
    contactId: 1,
    contactInbox: {
      id: 1,
      contactId: 1,
      inboxId: 1,
      sourceId: 'c5d1a1f6',
      hmacVerified: false,
      createdAt: '2020-03-03T13:00:00.000Z',
    },
    status: 'open',
    unreadCount: 1,
    additionalAttributes: {
      browser: {
        device_name: 'Macbook',
        browser_name: 'Chrome',
        platform_name: 'Macintosh',
        browser_version: '80.0.3987.122',
        platform_version: '10.15.2',
      },
      referer: 'http://www.hoory.com',
      initiated_at: {
        timestamp: 'Tue Mar 03 2020 18:37:38 GMT-0700 (Mountain Standard Time)',
      },
      browser_language: 'en',
    },
    customAttributes: {},
    createdAt: '2020-03-03T13:00:00.000Z',
    lastActivityAt: '2020-03-03T13:05:57.999Z',
  },
  account: { id: 1, name: 'Hoory' },
};

const selectFromAgent: MessageCreatedData = {
  ...fromWidget,
  message: {
    ...fromWidget.message,
    id: 42,
    content: 'Which plan? “日本” 👋 \u2028 </script>',
    messageType: 'outgoing',
    contentType: 'input_select',
    contentAttributes: {
      items: [
        { title: 'Basic', value: 'basic' },
        { title: 'Pro', value: 'pro' },
      ],
    },
    sourceId: 'wamid.HBgL',
  },
  sender: { type: 'user', id: 1, name: 'Agent', email: 'agent@example.com' },
  conversation: { ...fromWidget.conversation, additionalAttributes: {} },
};

const withoutContent: MessageCreatedData = {
  ...selectFromAgent,
  message: {
    ...fromWidget.message,
    id: 43,
    content: null,
    messageType: 'outgoing',
    private: true,
  },
};

const stored = (data: MessageCreatedData): StoredEvent => ({
  id: '0190b6a2-0000-7000-8000-000000000001',
  stream: 'conversation-1-1',
  version: 2,
  position: 7,
  type: 'MessageCreated',
  schemaVersion: 1,
  data,
  metadata: {
    accountId: 1,
    actor: null,
    correlationId: 'request-1',
    causationId: null,
    occurredAt: data.message.createdAt,
  },
  recordedAtMs: 0,
});

describe('message_created in the hoory format', () => {
  it.each([
    ['incoming', fromWidget],
    ['input-select', selectFromAgent],
    ['without-content', withoutContent],
  ])('is, byte for byte, the golden file: %s', (name, data) => {
    expect(renderPayload('hoory', stored(data))).toBe(golden(name));
  });

  it.each(['input_select', 'cards', 'form'] as const)('calls %s a template', (contentType) => {
    const data = { ...fromWidget, message: { ...fromWidget.message, contentType } };
    expect(JSON.parse(renderPayload('hoory', stored(data)))).toMatchObject({
      message_type: 'template',
      content_type: contentType,
    });
  });

  it('gives the same bytes however often the event is read from the log and rendered', () => {
    const event = stored(selectFromAgent);
    const reread = JSON.parse(JSON.stringify(event)) as StoredEvent;
    expect(renderPayload('hoory', reread)).toBe(renderPayload('hoory', event));
  });

  it('refuses an event that no webhook is to see', () => {
    expect(() => renderPayload('hoory', { ...stored(fromWidget), type: 'UserCreated' })).toThrow(
      'UserCreated has no hoory payload',
    );
  });
});
