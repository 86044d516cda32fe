import { EXAMPLES } from './catalogue/examples';
import { EVENT_NAMES } from './event-names';
import { publishedEvent } from './published-event';

const { message_created: messageCreated } = EXAMPLES;

describe('what webhooks see of a stored event', () => {
  it.each(EVENT_NAMES.filter((name) => !name.startsWith('contact_')))(
    'is %s of its account and its inbox',
    (name) => {
      expect(publishedEvent(EXAMPLES[name])).toMatchObject({ name, accountId: 1, inboxId: 1 });
    },
  );

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
    'TeamCreated',
    'ContactInboxCreated',
    'ContactInboxVerified',
    'ConversationSeen',
    'WebhookCreated',
    'WebhookUpdated',
    'WebhookDeleted',
    'SomethingOfALaterVersion',
  ])('is nothing of %s', (type) => {
    expect(publishedEvent({ ...messageCreated, type })).toBeUndefined();
  });
});

function withMessage(changes: object) {
  const { message, ...data } = messageCreated.data as { readonly message: object };
  return { ...messageCreated, data: { ...data, message: { ...message, ...changes } } };
}
