import { Receiver } from '@app/harness';
import { untilNothingIsLeftToDeliver } from '../support/database';
import { Installation, openConversation } from '../support/installation';
import { contentsAt } from '../support/posts';
import {
  invalid,
  outcomeOf,
  refused,
  UNREADABLE_OR_INVALID,
  type Outcome,
} from '../support/refusals';

type Case = readonly [what: string, fields: object, outcome: Outcome];

/** As the first ids of a new installation are. */
const MESSAGES = '/conversations/1/messages';
const WIDGET_MESSAGES = '/conversations/2/messages';
const WEBHOOK = '/webhooks/1';
const PLACE = { inbox_id: 1, contact_id: 1 };

const MAX_BODY_BYTES = 1024 * 1024;
const MAX_CONTENT_LENGTH = 150_000;

const ATTRIBUTES = invalid('content_attributes');
const URL_INVALID = {
  ...invalid(),
  body: { message: 'Url is invalid', attributes: ['url'] },
};

const withItems = (content_type: string, items: unknown): object => ({
  content_type,
  content_attributes: { items },
});
const nested = (levels: number): string => `${'['.repeat(levels)}1${']'.repeat(levels)}`;

describe('Bad input', () => {
  const receiver = new Receiver();
  let installation: Installation;

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start();
    const { client } = installation;
    await client.webhooks.create({ url: `${receiver.url}/all` });
    const { contactId } = await openConversation(client);
    const widget = await client.inboxes.create({
      name: 'Website',
      channel: { type: 'web_widget', website_url: 'https://example.com' },
    });
    await client.conversations.create({ inbox_id: widget.id, contact_id: contactId });
  });

  afterAll(async () => {
    await installation.remove();
    await receiver.stop();
  });

  const send = (
    method: string,
    path: string,
    body?: unknown,
    contentType?: string,
  ): Promise<Outcome> =>
    outcomeOf(installation, { method, path, body, ...(contentType && { contentType }) });
  const post = (path: string, body?: unknown): Promise<Outcome> => send('POST', path, body);

  describe('is refused where it cannot be read:', () => {
    const paths = [MESSAGES, '/conversations', '/contacts', '/inboxes', '/webhooks'];

    it.each(paths)('malformed JSON to %s', async (path) => {
      expect(await post(path, '{"content":')).toEqual(refused(400));
    });

    it.each(paths)('an empty body to %s', async (path) => {
      expect(UNREADABLE_OR_INVALID).toContainEqual(await post(path, ''));
    });

    it.each(paths)('no body at all to %s', async (path) => {
      expect(UNREADABLE_OR_INVALID).toContainEqual(await post(path));
    });

    it.each(
      paths.flatMap((path) =>
        ['null', '[]', '[{"name":"x"}]', '"x"', '5', 'true'].map((body) => [body, path] as const),
      ),
    )('%s instead of an object to %s', async (body, path) => {
      expect(UNREADABLE_OR_INVALID).toContainEqual(await post(path, body));
    });

    it.each(paths)('10,000 levels of nesting to %s', async (path) => {
      const body = `{"name":"x","custom_attributes":{"deep":${nested(10_000)}}}`;
      expect(UNREADABLE_OR_INVALID).toContainEqual(await post(path, body));
    });

    it.each(['content_attributes', 'content', 'colour'])('10,000 levels in %s', async (field) => {
      const body = `{"${field}":${nested(10_000)}}`;
      expect(UNREADABLE_OR_INVALID).toContainEqual(await post(MESSAGES, body));
    });

    it.each([
      ['at the top', '{"content":"x","__proto__":{"private":true}}'],
      ['within', '{"content":"x","content_attributes":{"__proto__":{"items":[]}}}'],
      ['under the name of a method', '{"content":"x","content_attributes":{"a":{"toString":"v"}}}'],
      ['by way of the constructor', '{"content":"x","constructor":{"prototype":{"a":1}}}'],
    ])('a key that reaches for the prototype, %s', async (_, body) => {
      expect(UNREADABLE_OR_INVALID).toContainEqual(await post(MESSAGES, body));
    });

    it.each([
      ['NUL', String.raw`\u0000`],
      ['half a surrogate pair', String.raw`\ud83d`],
    ])('%s in a string', async (_, text) => {
      for (const [path, body] of [
        [MESSAGES, `{"content":"a${text}b"}`],
        [MESSAGES, `{"content":"x","content_attributes":{"a":["${text}"]}}`],
        ['/contacts', `{"name":"a${text}b"}`],
        ['/contacts', `{"name":"x","custom_attributes":{"a${text}":1}}`],
        ['/webhooks', `{"url":"http://example.com","name":"${text}"}`],
        ['/webhooks', `{"url":"http://example.com/${text}"}`],
      ] as const) {
        expect(UNREADABLE_OR_INVALID).toContainEqual(await post(path, body));
      }
    });

    it('a body over 1 MiB', async () => {
      const content = 'x'.repeat(MAX_BODY_BYTES);
      expect(await post(MESSAGES, { content })).toEqual(refused(413));
    });

    it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded'])(
      'a body of the type %s',
      async (type) => {
        expect(await send('POST', MESSAGES, 'content=Hi', type)).toEqual(refused(415));
      },
    );

    it.each([
      ['PUT', MESSAGES],
      ['DELETE', '/contacts'],
      ['PATCH', '/webhooks'],
      ['POST', '/no-such-thing'],
    ])('a call that there is not: %s %s', async (method, path) => {
      expect(await send(method, path, {})).toEqual(refused(404));
    });

    it('a path that is not encoded as one', async () => {
      expect(await send('GET', '/webhooks/%zz')).toEqual(refused(400));
    });
  });

  describe('is refused as not valid:', () => {
    it.each<Case>([
      ['a number as content', { content: 5 }, invalid('content')],
      ['an object as content', { content: {} }, invalid('content')],
      ['a word as private', { content: 'x', private: 'yes' }, invalid('private')],
      ['a list as attributes', { content_attributes: [] }, ATTRIBUTES],
      ['an unknown field', { content: 'x', colour: 'red' }, invalid('colour')],
      ['an unknown message_type', { message_type: 'activity' }, invalid('message_type')],
      ['an unknown content_type', { content_type: 'poem' }, invalid('content_type')],
      ['a content of 300 KB', { content: 'x'.repeat(300 * 1024) }, invalid('content')],
      [
        'a content one character too long',
        { content: 'x'.repeat(MAX_CONTENT_LENGTH + 1) },
        invalid('content'),
      ],
      ['a select without attributes', { content_type: 'input_select' }, ATTRIBUTES],
      ['cards without items', { content_type: 'cards', content_attributes: {} }, ATTRIBUTES],
      ['a form of no items', withItems('form', []), ATTRIBUTES],
      ['items that are no list', withItems('article', {}), ATTRIBUTES],
      ['an item that is no object', withItems('input_select', ['Basic']), ATTRIBUTES],
      ['an unknown key in an item', withItems('input_select', [{ colour: 'red' }]), ATTRIBUTES],
      ['a card without actions', withItems('cards', [{ title: 'Boots' }]), ATTRIBUTES],
      ['an unknown action', withItems('cards', [{ actions: [{ type: 'jump' }] }]), ATTRIBUTES],
    ])('a message with %s', async (_, fields, outcome) => {
      expect(await post(MESSAGES, fields)).toEqual(outcome);
    });

    it('an incoming message in a widget inbox', async () => {
      expect(await post(WIDGET_MESSAGES, { content: 'x', message_type: 'incoming' })).toEqual(
        invalid('message_type'),
      );
    });

    it.each([0, -1, 1.5, 1e30, Number.MAX_SAFE_INTEGER + 2, '0', '01', '1e3', ' 1', 'x', true, {}])(
      'the id %j',
      async (id) => {
        expect(await post('/contacts', { inbox_id: id })).toEqual(invalid('inbox_id'));
        expect(await post('/conversations', { ...PLACE, contact_id: id })).toEqual(
          invalid('contact_id'),
        );
        expect(await post('/webhooks', { url: 'http://example.com', inbox_id: id })).toEqual(
          invalid('inbox_id'),
        );
      },
    );

    it.each<Case>([
      ['an e-mail address that is none', { email: 'ada' }, invalid('email')],
      ['a telephone number not in E.164', { phone_number: '0123' }, invalid('phone_number')],
      ['a name of 256 characters', { name: 'x'.repeat(256) }, invalid('name')],
      ['attributes that are no object', { custom_attributes: 'x' }, invalid('custom_attributes')],
    ])('a contact with %s', async (_, fields, outcome) => {
      expect(await post('/contacts', fields)).toEqual(outcome);
    });

    it.each<Case>([
      ['neither source nor contact', {}, invalid('source_id', 'inbox_id', 'contact_id')],
      ['an unknown status', { ...PLACE, status: 'closed' }, invalid('status')],
      ['a list as opening message', { ...PLACE, message: [{ content: 'x' }] }, invalid('message')],
      ['a bad opening message', { ...PLACE, message: { content: 5 } }, invalid('message.content')],
      ['no items in it', { ...PLACE, message: { content_type: 'cards' } }, ATTRIBUTES],
    ])('a conversation with %s', async (_, fields, outcome) => {
      expect(await post('/conversations', fields)).toEqual(outcome);
    });

    it.each<Case>([
      ['no name', { channel: { type: 'api' } }, invalid('name')],
      ['no channel', { name: 'x' }, invalid('channel')],
      ['a list as channel', { name: 'x', channel: [{ type: 'api' }] }, invalid('channel')],
      ['an unknown channel', { name: 'x', channel: { type: 'fax' } }, invalid('channel.type')],
    ])('an inbox with %s', async (_, fields, outcome) => {
      expect(await post('/inboxes', fields)).toEqual(outcome);
    });
  });

  describe('is refused as a webhook:', () => {
    it.each([
      '/hooks',
      'example.com',
      '//example.com',
      'ftp://example.com',
      'javascript:alert(1)',
      'http://user:password@example.com',
      'http://user@example.com',
      'http://',
      'http:///hooks',
      'http://?hooks',
      'http://:80/',
      'http:example.com',
      ' http://example.com',
      'http://example.com ',
      'http://exa mple.com',
      'http://example.com\\hooks',
      'http://example.com:65536',
      'http://[::1',
      'http://1.2.3.4.5',
      '',
      5,
      null,
      ['http://example.com'],
    ])('the URL %j', async (url) => {
      expect(await post('/webhooks', { url })).toEqual(URL_INVALID);
      expect(await send('PATCH', WEBHOOK, { url })).toEqual(URL_INVALID);
      expect(await send('PUT', WEBHOOK, { url })).toEqual(URL_INVALID);
    });

    it('a URL of more than 2,048 characters', async () => {
      const url = `http://example.com/${'x'.repeat(2048)}`;
      expect(await post('/webhooks', { url })).toEqual(URL_INVALID);
    });

    it.each<Case>([
      ['a word as subscriptions', { subscriptions: 'message_created' }, invalid('subscriptions')],
      ['numbers as subscriptions', { subscriptions: [1] }, invalid('subscriptions')],
      ['an unknown format', { format: 'xml' }, invalid('format')],
      ['a list as name', { name: [] }, invalid('name')],
      ['an inbox that there is not', { inbox_id: 999 }, invalid('inbox_id')],
      ['a secret of its own', { secret: 'whsec_AAAA' }, invalid('secret')],
    ])('%s', async (_, fields, outcome) => {
      const webhook = { url: 'http://example.com', ...fields };
      expect(await post('/webhooks', webhook)).toEqual(outcome);
      expect(await post('/webhooks', { webhook })).toEqual(outcome);
      expect(await send('PATCH', WEBHOOK, fields)).toEqual(outcome);
    });

    it.each([null, [], 'x', 5])('%j where `webhook` wraps its fields', async (webhook) => {
      expect(UNREADABLE_OR_INVALID).toContainEqual(await post('/webhooks', { webhook }));
    });
  });

  it('fires nothing: only what is good is delivered, up to the longest content there may be', async () => {
    const contents = ['Good', '👋'.repeat(MAX_CONTENT_LENGTH)];
    for (const content of contents) await installation.client.messages.create(1, { content });
    await untilNothingIsLeftToDeliver(installation.databasePath);
    const delivered = contentsAt(receiver, '/all').map(({ length }) => length);
    expect(delivered).toEqual(contents.map(({ length }) => length));
  });
});
