import { deciderSpec } from '@app/event-store/testing';
import {
  webhookDecider,
  type Offer,
  type WebhookCommand,
  type WebhookCreatedData,
  type WebhookEvent,
  type WebhookSettings,
} from './webhook';

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
  sealedSecret: 'v1.sealed',
};

const { sealedSecret: _, ...identityAndSettings } = webhook;

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

  it('never says the secret again', () => {
    const [event] = webhookDecider.decide(update({ name: 'Other' }), fold(created));
    expect(event?.data).not.toHaveProperty('sealedSecret');
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

  it('an inbox that the account does not have', () => {
    given(events)
      .when(command({ inboxId: 9 }, { ...offer, inboxExists: false }))
      .thenRefused({ reason: 'invalid', message: 'Inbox must exist', attributes: ['inbox_id'] });
  });
});

describe('the state of a webhook', () => {
  it('keeps the secret through changes', () => {
    expect(fold(created, updated({ name: 'Other', inboxId: 3 }))).toEqual({
      ...webhook,
      name: 'Other',
      inboxId: 3,
      deleted: false,
    });
  });

  it('remembers that it was deleted', () => {
    expect(fold(created, deleted)).toMatchObject({ id: 7, deleted: true });
  });
});
