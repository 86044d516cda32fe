import type { StoredEvent } from '@app/event-store';
import { EVENT_NAMES } from './event-names';
import { publishedEvent } from './published-event';

const stored = (type: string, data: object): StoredEvent => ({
  id: '0190b6a2-0000-7000-8000-000000000001',
  stream: 'conversation-1-7',
  version: 2,
  position: 7,
  type,
  schemaVersion: 1,
  data,
  metadata: {
    accountId: 1,
    actor: null,
    correlationId: 'request-1',
    causationId: null,
    occurredAt: '2026-01-01T00:00:00.000Z',
  },
  recordedAtMs: 0,
});

describe('what webhooks see of a stored event', () => {
  it('is message_created of the conversation’s account and inbox where a message was', () => {
    const data = {
      message: { id: 8, private: false },
      conversation: { displayId: 7, accountId: 2, inboxId: 3 },
      account: { id: 2 },
    };
    const published = publishedEvent(stored('MessageCreated', data));
    expect(published).toEqual({ name: 'message_created', accountId: 2, inboxId: 3 });
    expect(EVENT_NAMES).toContain(published?.name);
  });

  it('is the same of a note among agents', () => {
    const data = { message: { id: 8, private: true }, conversation: { accountId: 2, inboxId: 3 } };
    expect(publishedEvent(stored('MessageCreated', data))).toMatchObject({
      name: 'message_created',
    });
  });

  it.each([
    'AccountCreated',
    'AccountUserAdded',
    'UserCreated',
    'AccessTokenIssued',
    'ContactInboxCreated',
    'WebhookCreated',
    'WebhookUpdated',
    'WebhookDeleted',
    'SomethingOfALaterVersion',
  ])('is nothing of %s', (type) => {
    expect(publishedEvent(stored(type, { id: 1, accountId: 1 }))).toBeUndefined();
  });
});
