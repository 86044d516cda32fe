import { readdirSync } from 'node:fs';
import { Receiver } from '@app/harness';
import { EVENT_NAMES } from '@app/payloads';
import { untilNothingIsLeftToDeliver } from '../support/database';
import { Installation, openConversation } from '../support/installation';
import { payloadOf } from '../support/posts';
import {
  invalid,
  outcomeOf,
  refused,
  UNREADABLE_OR_INVALID,
  type Outcome,
} from '../support/refusals';

/** As the first ids of a new installation are. */
const MESSAGES = '/conversations/1/messages';

const MAX_BODY_BYTES = 1024 * 1024;
const MAX_CONTENT_LENGTH = 150_000;

const nested = (levels: number): string => `${'['.repeat(levels)}1${']'.repeat(levels)}`;

describe('Bad input', () => {
  const receiver = new Receiver();
  let installation: Installation;

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start();
    const { client } = installation;
    await client.webhooks.create({
      url: `${receiver.url}/all`,
      subscriptions: [...EVENT_NAMES],
      format: 'hoory',
    });
    await openConversation(client);
    await untilNothingIsLeftToDeliver(installation.databaseUrl);
    receiver.posts.length = 0;
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
  const sendForm = (body: string, method = 'POST', path = MESSAGES): Promise<Outcome> =>
    send(method, path, body, 'multipart/form-data; boundary=boundary');

  describe('is refused where it cannot be read:', () => {
    const paths = [
      MESSAGES,
      '/conversations',
      '/conversations/1/toggle_priority',
      '/conversations/1/labels',
      '/conversations/1/custom_attributes',
      '/contacts',
      '/contacts/1/contact_inboxes',
      '/inboxes',
      '/webhooks',
      '/agents',
      '/teams',
    ];

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

  describe('is refused as a form:', () => {
    it.each<[string, string[], Outcome]>([
      ['no boolean as private', [textField('private', 'yes')], invalid('private')],
      [
        'no JSON as attributes',
        [textField('content_attributes', '{')],
        invalid('content_attributes'),
      ],
      [
        'a list as attributes',
        [textField('content_attributes', '[]')],
        invalid('content_attributes'),
      ],
      ['no items', [textField('content_type', 'cards')], invalid('content_attributes')],
      ['an unknown content_type', [textField('content_type', 'poem')], invalid('content_type')],
      ['an unknown field', [textField('colour', 'red')], invalid('colour')],
      ['a file under another name', [fileField('avatar')], invalid('avatar')],
      ['text as a file', [textField('attachments[]', 'x')], invalid('attachments')],
      [
        '16 files',
        Array.from({ length: 16 }, () => fileField('attachments[]')),
        invalid('attachments'),
      ],
    ])('%s', async (_, parts, outcome) => {
      expect(await sendForm(`${parts.join('')}--boundary--\r\n`)).toEqual(outcome);
    });

    it('one that breaks off', async () => {
      expect(await sendForm(textField('content', 'x'))).toEqual(refused(400));
    });

    it('one with a file, where none is taken', async () => {
      const form = `${fileField('attachments[]')}--boundary--\r\n`;
      const path = `${MESSAGES}/1`;
      expect(await sendForm(form, 'PATCH', path)).toEqual(invalid('attachments'));
    });

    it('one where JSON alone is taken', async () => {
      const form = `${textField('name', 'x')}--boundary--\r\n`;
      expect(await sendForm(form, 'POST', '/contacts')).toEqual(refused(415));
    });

    it('and none of its files is kept', () => {
      const folder = installation.attachmentsDirectory;
      const files = readdirSync(folder, { recursive: true, withFileTypes: true });
      expect(files.filter((entry) => entry.isFile())).toEqual([]);
    });
  });

  it('fires nothing: only what is good is delivered, up to the longest content there may be', async () => {
    const contents = ['Good', '👋'.repeat(MAX_CONTENT_LENGTH)];
    for (const content of contents) await installation.client.messages.create(1, { content });
    await untilNothingIsLeftToDeliver(installation.databaseUrl);
    const events = receiver.posts.map(payloadOf).map(({ event }) => event);
    // The first of them is the first reply.
    expect(events.toSorted()).toEqual([
      'conversation_updated',
      'message_created',
      'message_created',
    ]);
    const delivered = receiver.posts.map(payloadOf).flatMap(({ content }) => content ?? []);
    expect(delivered.toSorted()).toEqual(contents.toSorted());
  });
});

function part(disposition: string, value: string): string {
  return `--boundary\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${value}\r\n`;
}

function textField(name: string, value: string): string {
  return part(`name="${name}"`, value);
}

function fileField(name: string): string {
  return part(`name="${name}"; filename="a.txt"`, 'x');
}
