import type { DomainEvent } from '@app/event-store';
import { EVENT_NAMES, type PublishedEvent } from '@app/payloads';
import {
  accountDeleted,
  callbackIdOf,
  inboxCreated,
  inboxUpdated,
  stored,
  webhookCreated,
  webhookDeleted,
  webhookDisabled,
  webhookEnabled,
  webhookUpdated,
} from '../testing/webhook-events';
import { SubscriptionModel } from './subscription-model';

const published = (changes: Partial<PublishedEvent> = {}): PublishedEvent => ({
  name: 'message_created',
  accountId: 1,
  inboxId: 1,
  conversationId: 1,
  onlyWebhookId: null,
  exceptWebhookId: null,
  ...changes,
});

/** What happened to a contact, who is in no one inbox. */
const publishedOfContact = (): PublishedEvent =>
  Object.assign(published({ name: 'contact_created' }), { inboxId: null });

const after = (...events: DomainEvent[]): SubscriptionModel => {
  const model = new SubscriptionModel([]);
  for (const event of events) model.apply(stored(event));
  return model;
};

const matchedIds = (model: SubscriptionModel, event = published()): number[] =>
  model.match(event).map(({ webhookId }) => webhookId);

describe('matching an event to subscriptions', () => {
  it('finds nobody where there is no webhook', () => {
    expect(matchedIds(after())).toEqual([]);
  });

  it('says which webhook gets it, and in which format', () => {
    expect(after(webhookCreated({ id: 4, inboxId: 1 })).match(published())).toEqual([
      {
        webhookId: 4,
        accountId: 1,
        url: 'https://example.com/hooks/4',
        events: ['message_created'],
        inboxId: 1,
        format: 'hoory',
        ordering: 'none',
        disabled: false,
      },
    ]);
  });

  it('says in which order it gets its events', () => {
    const model = after(
      webhookCreated({ id: 1, ordering: 'conversation' }),
      webhookCreated({ id: 2, ordering: 'conversation' }),
      webhookUpdated({ id: 2, ordering: 'none' }),
    );
    expect(model.match(published())).toMatchObject([
      { webhookId: 1, ordering: 'conversation' },
      { webhookId: 2, ordering: 'none' },
    ]);
  });

  it('leaves out a disabled one, also once it was changed, until it is enabled', () => {
    const model = after(webhookCreated({ id: 1 }), webhookCreated({ id: 2 }));
    const matches = [webhookDisabled({ id: 1 }), webhookUpdated({ id: 1 }), webhookEnabled()].map(
      (event) => {
        model.apply(stored(event));
        return matchedIds(model);
      },
    );
    expect(matches).toEqual([[2], [2], [1, 2]]);
  });

  it('tells a disabled one apart from those that do not want the event', () => {
    const model = after(
      webhookCreated({ id: 1 }),
      webhookCreated({ id: 2, subscriptions: ['contact_created'] }),
      webhookDisabled({ id: 1 }),
      webhookDisabled({ id: 2, subscriptions: ['contact_created'] }),
    );
    const wanting = (event: PublishedEvent) =>
      model.wanting(event).map(({ webhookId, disabled }) => ({ webhookId, disabled }));

    expect(wanting(published())).toEqual([{ webhookId: 1, disabled: true }]);
    expect(wanting(published({ onlyWebhookId: 2 }))).toEqual([{ webhookId: 2, disabled: true }]);
  });

  it('leaves out the one that the event speaks of', () => {
    const model = after(webhookCreated({ id: 1 }), webhookCreated({ id: 2 }));
    expect(matchedIds(model, published({ exceptWebhookId: 1 }))).toEqual([2]);
  });

  it('finds for what is for one webhook that alone, whatever it has subscribed to', () => {
    const model = after(
      webhookCreated({ id: 1, subscriptions: ['contact_created'], inboxId: 7 }),
      webhookCreated({ id: 2 }),
      inboxCreated({ id: 1, webhookUrl: 'https://app.example.com/hoory' }),
    );
    expect(matchedIds(model, published({ onlyWebhookId: 1 }))).toEqual([1]);
  });

  it.each([
    ['disabled', webhookDisabled({ id: 1 })],
    ['deleted', webhookDeleted(1)],
  ])('finds nobody for what is for one that is %s', (_, event) => {
    const model = after(webhookCreated({ id: 1 }), webhookCreated({ id: 2 }), event);
    expect(matchedIds(model, published({ onlyWebhookId: 1 }))).toEqual([]);
  });

  it('finds nobody for what is for one of another account', () => {
    const model = after(webhookCreated({ id: 1, accountId: 2 }));
    expect(matchedIds(model, published({ onlyWebhookId: 1 }))).toEqual([]);
  });

  it('finds those of the event’s account only', () => {
    const model = after(webhookCreated({ id: 1 }), webhookCreated({ id: 2, accountId: 2 }));
    expect(matchedIds(model, published({ accountId: 2 }))).toEqual([2]);
  });

  it('finds those that subscribed to the event only', () => {
    const model = after(
      webhookCreated({ id: 1, subscriptions: ['contact_created'] }),
      webhookCreated({ id: 2, subscriptions: ['contact_created', 'message_created'] }),
    );
    expect(matchedIds(model)).toEqual([2]);
  });

  it('finds those of the event’s inbox and those of the whole account', () => {
    const model = after(
      webhookCreated({ id: 1, inboxId: 1 }),
      webhookCreated({ id: 2, inboxId: 2 }),
      webhookCreated({ id: 3, inboxId: null }),
    );
    expect(matchedIds(model, published({ inboxId: 2 }))).toEqual([2, 3]);
  });

  it('leaves out those of an inbox where the event is of none', () => {
    const subscriptions = ['contact_created'];
    const model = after(
      webhookCreated({ id: 1, inboxId: 1, subscriptions }),
      webhookCreated({ id: 2, subscriptions }),
    );
    expect(matchedIds(model, publishedOfContact())).toEqual([2]);
  });

  it('keeps the order in which the webhooks were made, whichever changed last', () => {
    const model = after(
      webhookCreated({ id: 1 }),
      webhookCreated({ id: 2 }),
      webhookCreated({ id: 3 }),
      webhookUpdated({ id: 1, name: 'Changed' }),
    );
    expect(matchedIds(model)).toEqual([1, 2, 3]);
  });
});

describe('matching an event to the callback of an API inbox', () => {
  const url = 'https://app.example.com/hoory';
  const listening = inboxCreated({ id: 1, webhookUrl: url });
  const callback = callbackIdOf(1);

  it('finds it beside the webhooks, in the format of Chatwoot', () => {
    expect(after(webhookCreated({ id: 1 }), listening).match(published())).toMatchObject([
      { webhookId: 1, format: 'hoory' },
      { webhookId: callback, accountId: 1, inboxId: 1, url, format: 'chatwoot' },
    ]);
  });

  it('finds it for all that happens in the inbox, but what bridges would send on', () => {
    const model = after(listening);
    const missed = EVENT_NAMES.filter(
      (name) => matchedIds(model, published({ name })).length === 0,
    );
    expect(missed).toEqual([
      'message_deleted',
      'contact_created',
      'contact_updated',
      'contact_deleted',
      'inbox_created',
      'inbox_updated',
      'webhook_disabled',
      'webhook_recovered',
      'delivery_exhausted',
    ]);
    expect(matchedIds(model, publishedOfContact())).toEqual([]);
  });

  it('finds that of the event’s inbox only', () => {
    const model = after(listening, inboxCreated({ id: 2, webhookUrl: url }));
    expect(matchedIds(model, published({ inboxId: 2 }))).toEqual([callbackIdOf(2)]);
    expect(matchedIds(model, published({ inboxId: 3 }))).toEqual([]);
  });

  it('finds none where the inbox’s own software does not listen', () => {
    expect(matchedIds(after(inboxCreated({ id: 1 })))).toEqual([]);
  });

  it.each(['http://', 'app.example.com/hoory'])(
    'finds none at %s, which is no URL',
    (webhookUrl) => {
      expect(matchedIds(after(inboxCreated({ id: 1, webhookUrl })))).toEqual([]);
    },
  );

  it('finds none for an inbox of before there were callbacks', () => {
    const { callback: _, ...data } = listening.data as { callback: unknown };
    expect(matchedIds(after({ ...listening, data }))).toEqual([]);
  });

  it.each([
    ['the same', url],
    ['spelt otherwise', 'HTTPS://APP.example.com:443/hoory#top'],
  ])('leaves it out where a webhook that gets the event has its URL, %s', (_, webhookUrl) => {
    const model = after(webhookCreated({ id: 1, url }), inboxCreated({ id: 1, webhookUrl }));
    expect(matchedIds(model)).toEqual([1]);
  });

  it.each([
    ['wants other events', [webhookCreated({ id: 1, url, subscriptions: ['contact_created'] })]],
    ['is limited to another inbox', [webhookCreated({ id: 1, url, inboxId: 2 })]],
    ['is of another account', [webhookCreated({ id: 1, url, accountId: 2 })]],
    ['has moved', [webhookCreated({ id: 1, url }), webhookUpdated({ id: 1 })]],
    ['is deleted', [webhookCreated({ id: 1, url }), webhookDeleted(1)]],
    ['is disabled', [webhookCreated({ id: 1, url }), webhookDisabled({ id: 1, url })]],
  ])('finds it where the webhook of its URL %s', (_, webhook) => {
    expect(matchedIds(after(...webhook, listening))).toContain(callback);
  });
});

describe('folding the log', () => {
  it('matches each event by the subscriptions of its own position', () => {
    const model = new SubscriptionModel([]);
    const matches = [
      webhookCreated({ id: 1 }),
      webhookCreated({ id: 2, inboxId: 2 }),
      webhookUpdated({ id: 1, subscriptions: ['contact_created'] }),
      webhookUpdated({ id: 2, inboxId: null }),
      webhookUpdated({ id: 1, subscriptions: ['contact_created', 'message_created'] }),
      webhookDeleted(2),
      webhookDeleted(1),
    ].map((event) => {
      model.apply(stored(event));
      return matchedIds(model);
    });
    expect(matches).toEqual([[1], [1], [], [2], [1, 2], [1], []]);
  });

  it('matches each event by the URL that the inbox had at its position', () => {
    const model = new SubscriptionModel([]);
    const matches = [
      inboxCreated({ id: 1 }),
      inboxUpdated({ id: 1, webhookUrl: 'https://example.com/hooks/1' }),
      webhookCreated({ id: 1 }),
      inboxUpdated({ id: 1, webhookUrl: 'https://example.com/elsewhere' }),
      webhookUpdated({ id: 1, url: 'https://example.com/elsewhere' }),
      webhookDeleted(1),
      inboxUpdated({ id: 1, webhookUrl: '' }),
    ].map((event) => {
      model.apply(stored(event));
      return matchedIds(model);
    });
    const callback = callbackIdOf(1);
    expect(matches).toEqual([[], [callback], [1], [1, callback], [1], [callback], []]);
  });

  it('ends all that a deleted account has, and nothing of another', () => {
    const webhookUrl = 'https://app.example.com/hoory';
    const model = after(
      webhookCreated({ id: 1 }),
      inboxCreated({ id: 1, webhookUrl }),
      webhookCreated({ id: 2, accountId: 2 }),
      inboxCreated({ id: 2, accountId: 2, webhookUrl }),
      accountDeleted(1),
    );
    expect(matchedIds(model)).toEqual([]);
    expect(matchedIds(model, published({ accountId: 2, inboxId: 2 }))).toEqual([
      2,
      callbackIdOf(2),
    ]);
  });

  it('takes no notice of other events', () => {
    const model = after(webhookCreated({ id: 1 }));
    const other = { ...stored(webhookDeleted(1)), type: 'ContactCreated' };
    expect(model.apply(other)).toEqual([]);
    expect(matchedIds(model)).toEqual([1]);
  });
});
