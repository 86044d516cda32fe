import { EXAMPLES } from './catalogue/examples';
import { EVENT_NAMES, WEBHOOK_EVENT_NAMES, type EventName } from './event-names';
import { isTest, publishedEvent, type EventData } from './published-event';
import { testRequested } from './testing/test-cases';

const { message_created: messageCreated } = EXAMPLES;

describe('what webhooks see of a stored event', () => {
  it.each(
    EVENT_NAMES.filter(
      (name) => !name.startsWith('contact_') && !WEBHOOK_EVENT_NAMES.includes(name),
    ),
  )('is %s of its account and its inbox', (name) => {
    expect(publishedEvent(EXAMPLES[name])).toMatchObject({ name, accountId: 1, inboxId: 1 });
  });

  it.each(['contact_created', 'contact_updated', 'contact_deleted'] as const)(
    'is %s of no inbox',
    (name) => {
      expect(publishedEvent(EXAMPLES[name])).toMatchObject({
        name,
        accountId: 1,
        inboxId: null,
        conversationId: null,
      });
    },
  );

  it.each(WEBHOOK_EVENT_NAMES)('is %s for all webhooks of the account but that one', (name) => {
    const { id } = EXAMPLES[name].data as { readonly id: number };
    expect(publishedEvent(EXAMPLES[name])).toEqual({
      name,
      accountId: 1,
      inboxId: null,
      conversationId: null,
      onlyWebhookId: null,
      exceptWebhookId: id,
    });
  });

  it.each(EVENT_NAMES.filter((name) => !WEBHOOK_EVENT_NAMES.includes(name)))(
    'is the exhaustion of a delivery of %s',
    (event) => {
      expect(publishedEvent(exhaustionOf(event))).toMatchObject({ name: 'delivery_exhausted' });
    },
  );

  it.each(WEBHOOK_EVENT_NAMES)(
    'is nothing of the exhaustion of a delivery of %s, of which webhooks that all fail would tell each other for ever',
    (event) => {
      expect(publishedEvent(exhaustionOf(event))).toBeUndefined();
    },
  );

  it.each(EVENT_NAMES)('is %s for one webhook alone where that was asked for as a test', (name) => {
    expect(publishedEvent(testRequested(name))).toEqual({
      name,
      accountId: 1,
      inboxId: null,
      conversationId: null,
      onlyWebhookId: 7,
      exceptWebhookId: null,
    });
  });

  it('is the same of a note among agents', () => {
    expect(publishedEvent(withMessage({ private: true }))).toMatchObject({
      name: 'message_created',
    });
  });

  it('is nothing of an activity, which tells agents what became of a conversation', () => {
    expect(publishedEvent(withMessage({ messageType: 'activity' }))).toBeUndefined();
  });

  it.each([
    'AccountCreated',
    'AccountUserAdded',
    'UserCreated',
    'AccessTokenIssued',
    'AccessTokenRevoked',
    'TeamCreated',
    'ContactInboxCreated',
    'ContactInboxVerified',
    'ConversationSeen',
    'WebhookCreated',
    'WebhookUpdated',
    'WebhookDeleted',
    'WebhookEnabled',
    'WebhookSecretRotated',
    'SomethingOfALaterVersion',
  ])('is nothing of %s', (type) => {
    expect(publishedEvent({ ...messageCreated, type })).toBeUndefined();
  });
});

describe('a stored event', () => {
  it('is a test where one was asked for, and only there', () => {
    expect(isTest(testRequested('message_created'))).toBe(true);
    expect(EVENT_NAMES.filter((name) => isTest(EXAMPLES[name]))).toEqual([]);
  });
});

function withMessage(changes: object) {
  const { message, ...data } = messageCreated.data as { readonly message: object };
  return { ...messageCreated, data: { ...data, message: { ...message, ...changes } } };
}

function exhaustionOf(event: EventName) {
  const { delivery, ...data } = EXAMPLES.delivery_exhausted.data as EventData['delivery_exhausted'];
  return { ...EXAMPLES.delivery_exhausted, data: { ...data, delivery: { ...delivery, event } } };
}
