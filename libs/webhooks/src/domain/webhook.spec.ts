import { deciderSpec } from '@app/event-store/testing';
import { webhookDecider } from './webhook';
import type { WebhookCommand } from './webhook-commands';
import type { WebhookCreatedData, WebhookEvent } from './webhook-events';
import { DEFAULT_DELIVERY_SETTINGS, type Offer, type WebhookSettings } from './webhook-settings';

const given = deciderSpec(webhookDecider);

const offer: Offer = {
  events: ['message_created', 'contact_created'],
  formats: ['hoory', 'chatwoot'],
  inboxExists: true,
};

const webhook: WebhookCreatedData = {
  id: 7,
  accountId: 1,
  url: 'https://example.com/hooks',
  name: 'Bot',
  subscriptions: ['message_created'],
  format: 'hoory',
  inboxId: null,
  ...DEFAULT_DELIVERY_SETTINGS,
  sealedSecret: 'v1.sealed',
  startFromPosition: null,
};

const { sealedSecret: _, startFromPosition: __, ...identityAndSettings } = webhook;

const created: WebhookEvent = { type: 'WebhookCreated', data: webhook };
const deleted: WebhookEvent = { type: 'WebhookDeleted', data: { id: 7, accountId: 1 } };

const create = (settings: Partial<WebhookSettings>, offered = offer): WebhookCommand => ({
  type: 'CreateWebhook',
  webhook: { ...webhook, ...settings },
  offer: offered,
});

const update = (changes: Partial<WebhookSettings>, offered = offer): WebhookCommand => ({
  type: 'UpdateWebhook',
  accountId: 1,
  changes,
  offer: offered,
  namesOtherSecret: false,
});

const updated = (changes: Partial<WebhookSettings>): WebhookEvent => ({
  type: 'WebhookUpdated',
  data: { ...identityAndSettings, ...changes },
});

const remove = (accountId = 1): WebhookCommand => ({ type: 'DeleteWebhook', accountId });

const fold = (...events: WebhookEvent[]) =>
  events.reduce((state, event) => webhookDecider.evolve(state, event), webhookDecider.initialState);

describe('creating a webhook', () => {
  it('makes it with its settings and its sealed secret', () => {
    given([]).when(create({})).then([created]);
  });

  it('takes an inbox of the account', () => {
    given([])
      .when(create({ inboxId: 3 }))
      .then([{ type: 'WebhookCreated', data: { ...webhook, inboxId: 3 } }]);
  });
});

describe('updating a webhook', () => {
  it.each<Partial<WebhookSettings>>([
    { url: 'https://example.com/other' },
    { name: 'Other' },
    { name: null },
    { subscriptions: ['contact_created', 'message_created'] },
    { format: 'chatwoot' },
    { inboxId: 3 },
    { timeoutSeconds: 30 },
    { rateLimit: 50 },
    { ordering: 'conversation' },
    { customHeaders: { names: ['X-Key'], sealed: 'v1.sealed-headers' } },
    { url: 'https://example.com/other', inboxId: 3 },
  ])('changes what is given and keeps the rest: %j', (changes) => {
    given([created])
      .when(update(changes))
      .then([updated(changes)]);
  });

  it('builds on the changes before it', () => {
    given([created, updated({ name: 'Other' })])
      .when(update({ inboxId: 3 }))
      .then([updated({ name: 'Other', inboxId: 3 })]);
  });

  it.each<Partial<WebhookSettings>>([{}, { name: 'Bot' }, { subscriptions: ['message_created'] }])(
    'does nothing where nothing changes: %j',
    (changes) => {
      given([created]).when(update(changes)).then([]);
    },
  );

  it('takes delivery settings back to nothing', () => {
    const limited = updated({ rateLimit: 50 });
    given([created, limited])
      .when(update({ rateLimit: null }))
      .then([updated({})]);
  });

  it('never says the secret again', () => {
    const [event] = webhookDecider.decide(update({ name: 'Other' }), fold(created));
    expect(event?.data).not.toHaveProperty('sealedSecret');
  });
});

describe('a webhook’s secret', () => {
  it('stays where an update names another', () => {
    given([created])
      .when({
        type: 'UpdateWebhook',
        accountId: 1,
        changes: { name: 'Other' },
        offer,
        namesOtherSecret: true,
      })
      .thenRefused({ reason: 'invalid', attributes: ['secret'] });
  });
});

describe('deleting a webhook', () => {
  it('ends it', () => {
    given([created]).when(remove()).then([deleted]);
  });
});

describe('a webhook that is not there', () => {
  const notFound = { reason: 'not-found', message: 'Resource could not be found' } as const;
  const byAnother: WebhookCommand = {
    type: 'UpdateWebhook',
    accountId: 2,
    changes: { name: 'Other' },
    offer,
    namesOtherSecret: false,
  };

  it.each<[string, WebhookEvent[], WebhookCommand]>([
    ['updated before it exists', [], update({ name: 'Other' })],
    ['deleted before it exists', [], remove()],
    ['updated after it was deleted', [created, deleted], update({ name: 'Other' })],
    ['deleted twice', [created, deleted], remove()],
    ['updated by another account', [created], byAnother],
    ['deleted by another account', [created], remove(2)],
  ])('cannot be %s', (_name, events, command) => {
    given(events).when(command).thenRefused(notFound);
  });
});

describe.each([
  ['creating', [], create],
  ['updating', [created], update],
])('%s a webhook refuses', (_name, events, command) => {
  it.each(['/hooks', 'ftp://example.com', 'http:example.com', 'https://ada:secret@example.com'])(
    'the URL %s',
    (url) => {
      given(events)
        .when(command({ url }))
        .thenRefused({ reason: 'invalid', message: 'Url is invalid', attributes: ['url'] });
    },
  );

  it.each<[string, string[]]>([
    ['no event at all', []],
    ['an event that is not offered', ['message_created', 'message_sent']],
    ['an event named twice', ['message_created', 'message_created']],
    ['an event in other letters', ['Message_Created']],
  ])('subscriptions with %s', (_case, subscriptions) => {
    given(events)
      .when(command({ subscriptions }))
      .thenRefused({
        reason: 'invalid',
        message: 'Subscriptions Invalid events',
        attributes: ['subscriptions'],
      });
  });

  it('a format that is not offered', () => {
    given(events)
      .when(command({ format: 'xml' }))
      .thenRefused({
        reason: 'invalid',
        message: 'Format must be one of hoory, chatwoot, got xml',
        attributes: ['format'],
      });
  });

  it.each([0, 31, 1.5, -1, NaN])('a time limit of %d seconds', (timeoutSeconds) => {
    given(events)
      .when(command({ timeoutSeconds }))
      .thenRefused({ reason: 'invalid', attributes: ['timeout_seconds'] });
  });

  it.each([0, 1_001, 0.5])('a limit of %d POSTs a second', (rateLimit) => {
    given(events)
      .when(command({ rateLimit }))
      .thenRefused({
        message: `Rate limit must be an integer from 1 to 1000, got ${rateLimit}`,
        attributes: ['rate_limit'],
      });
  });

  it('an ordering that there is none of', () => {
    given(events)
      .when(command({ ordering: 'contact' as never }))
      .thenRefused({
        message: 'Ordering must be one of none, conversation, got "contact"',
        attributes: ['ordering'],
      });
  });

  it('an inbox that the account does not have', () => {
    given(events)
      .when(command({ inboxId: 9 }, { ...offer, inboxExists: false }))
      .thenRefused({ reason: 'invalid', message: 'Inbox must exist', attributes: ['inbox_id'] });
  });
});

describe('the state of a webhook', () => {
  it('keeps the secret through changes', () => {
    expect(fold(created, updated({ name: 'Other', inboxId: 3 }))).toEqual({
      ...identityAndSettings,
      sealedSecret: 'v1.sealed',
      name: 'Other',
      inboxId: 3,
      deleted: false,
      previousSecrets: [],
      disabled: null,
    });
  });

  it('remembers that it was deleted', () => {
    expect(fold(created, deleted)).toMatchObject({ id: 7, deleted: true });
  });
});
