import { randomUUID } from 'node:crypto';
import { countEvents, execute, query } from '../support/database';
import { Installation, openConversation } from '../support/installation';
import { outcomeOf, refused } from '../support/refusals';
import { callRest, WITH_TOKEN, type RestReply } from '../support/rest';

const PLATFORM_TOKEN = { api_access_token: 'platform-access-token' };
const AT_ONCE = 8;
const CONFLICT = refused(409);

interface Creating {
  readonly what: string;
  readonly path: () => string;
  readonly body: object | string;
  /** Another of the kind. */
  readonly otherBody: object | string;
  /** The event that the log is to have once. */
  readonly event: string;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

describe('A POST that creates, sent again under its Idempotency-Key,', () => {
  let installation: Installation;
  let inboxIdentifier: string;
  let websiteToken: string;

  const own = (path: string): string => `/public/api/v1/inboxes/${inboxIdentifier}/contacts${path}`;
  const creating: Creating[] = [
    json(
      'a webhook',
      'WebhookCreated',
      '/webhooks',
      { url: 'https://a.example' },
      { url: 'https://b.example' },
    ),
    json(
      'an inbox',
      'InboxCreated',
      '/inboxes',
      { name: 'A', channel: { type: 'api' } },
      { name: 'B', channel: { type: 'api' } },
    ),
    json(
      'a contact',
      'ContactCreated',
      '/contacts',
      { name: 'Carol', inbox_id: 1, email: 'carol@example.com' },
      { name: 'Carol', inbox_id: 1, email: 'carol@example.org' },
    ),
    json(
      "a contact's way into an inbox",
      'ContactInboxCreated',
      '/contacts/1/contact_inboxes',
      { inbox_id: 1, source_id: 'device-1' },
      { inbox_id: 1, source_id: 'device-2' },
    ),
    json(
      'a conversation',
      'ConversationCreated',
      '/conversations',
      { inbox_id: 1, contact_id: 1, message: { content: 'Hi' } },
      { inbox_id: 1, contact_id: 1, message: { content: 'Ho' } },
    ),
    json(
      'a message',
      'MessageCreated',
      '/conversations/1/messages',
      { content: 'Hi', echo_id: '7' },
      { content: 'Hi', echo_id: '8' },
    ),
    form('a message with a file', formOf('See', 'Brown'), formOf('Look', 'Brown')),
    form('a message with a file of other bytes', formOf('See', 'Brown'), formOf('See', 'Green')),
    json(
      'an agent',
      'UserCreated',
      '/agents',
      { name: 'Grace', email: 'grace@example.com', role: 'agent' },
      { name: 'Grace', email: 'grace@example.com', role: 'administrator' },
    ),
    json('a team', 'TeamCreated', '/teams', { name: 'Night shift' }, { name: 'Day shift' }),
    json(
      'an account',
      'AccountCreated',
      '/platform/api/v1/accounts',
      { name: 'Shop' },
      { name: 'Other shop' },
      PLATFORM_TOKEN,
    ),
    json(
      'a user',
      'UserCreated',
      '/platform/api/v1/users',
      { name: 'Ada', email: 'ada@example.com', password: 'correct horse' },
      { name: 'Ada', email: 'ada@example.com', password: 'battery staple' },
      PLATFORM_TOKEN,
    ),
    json('a contact by itself', 'ContactCreated', () => own(''), { name: 'Ivan' }, {}, {}),
    json(
      'a conversation of a contact',
      'ConversationCreated',
      () => own('/device-0/conversations'),
      {},
      { custom_attributes: { order: 7 } },
      {},
    ),
    json(
      'a message of a contact',
      'MessageCreated',
      () => own('/device-0/conversations/2/messages'),
      { content: 'Hi' },
      { content: 'Ho' },
      {},
    ),
    json(
      "a widget's first opening",
      'WebWidgetTriggered',
      () => `/api/v1/widget/events?website_token=${websiteToken}`,
      { name: 'webwidget.triggered' },
      { name: 'webwidget.triggered', event_info: { referer: 'https://example.com' } },
      {},
    ),
  ];

  const first = new Map<Creating, RestReply[]>();
  /** How many of its event the requests have led to. */
  const created = new Map<Creating, number>();

  /** Random ones, which contacts and visitors have to have. */
  const keys = new Map(creating.map(({ what }) => [what, randomUUID()]));
  const requestOf = (each: Creating, body = each.body) => {
    const { path, contentType, headers = WITH_TOKEN, what } = each;
    return {
      method: 'POST',
      path: path(),
      body,
      ...(contentType !== undefined && { contentType }),
      headers: { ...headers, 'idempotency-key': keys.get(what)! },
    };
  };
  const send = (each: Creating): Promise<RestReply> =>
    callRest(installation.server.url, requestOf(each));
  const countOf = async ({ event }: Creating): Promise<number> => {
    const [row] = await query<{ count: number }>(
      installation.databaseUrl,
      `SELECT count(*) AS count FROM events WHERE type = '${event}'`,
    );
    return row!.count;
  };

  beforeAll(async () => {
    installation = await Installation.start({
      env: { PLATFORM_ACCESS_TOKEN: PLATFORM_TOKEN.api_access_token },
    });
    const { client } = installation;
    const { inboxId, contactId } = await openConversation(client);
    inboxIdentifier = (await client.inboxes.find(inboxId)).inbox_identifier!;
    await client.contacts.createContactInbox(contactId, {
      inbox_id: inboxId,
      source_id: 'device-0',
    });
    await client.conversations.create({ source_id: 'device-0' });
    const website = await client.inboxes.create({
      name: 'Website',
      channel: { type: 'web_widget', website_url: 'https://example.com' },
    });
    websiteToken = website.website_token!;
    for (const each of creating) {
      const before = await countOf(each);
      first.set(each, await Promise.all(Array.from({ length: AT_ONCE }, () => send(each))));
      created.set(each, (await countOf(each)) - before);
    }
  });
  afterAll(() => installation.remove());

  describe.each(creating)('$what', (each) => {
    it(`is created once where ${AT_ONCE} such requests come at once, and each gets the answer`, () => {
      const replies = first.get(each)!;
      expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
      expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
      expect(replies[0]!.text).not.toBe('');
      expect(replies.filter(({ replayed }) => !replayed)).toHaveLength(1);
      expect(created.get(each)).toBe(1);
    });

    it('is refused where the body is another, and nothing is stored', async () => {
      expect(await outcomeOf(installation, requestOf(each, each.otherBody))).toEqual(CONFLICT);
    });
  });

  describe.each([
    ['after a restart', () => Promise.resolve(), true],
    ['after the process was killed between the commit and the answer', loseAnswers, false],
  ])('%s', (_, whileDown, replayed) => {
    let storedBefore: number;
    let replies: Map<Creating, RestReply>;

    beforeAll(async () => {
      storedBefore = await countEvents(installation.databaseUrl);
      await installation.server.stop();
      await whileDown(installation.databaseUrl);
      await installation.startServer();
      replies = new Map();
      for (const each of creating) replies.set(each, await send(each));
    });

    it.each(creating)('is answered with the same bytes: $what', (each) => {
      const [{ status, text, contentType }] = first.get(each) as [RestReply];
      expect(replies.get(each)).toMatchObject({ status, text, contentType, replayed });
    });

    it('stores nothing', async () => {
      expect(await countEvents(installation.databaseUrl)).toBe(storedBefore);
    });

    it.each(creating)('is answered so from then on: $what', async (each) => {
      const { status, text, contentType } = replies.get(each)!;
      expect(await send(each)).toMatchObject({ status, text, contentType, replayed: true });
    });

    it.each(creating)('is refused where the body is another: $what', async (each) => {
      expect(await outcomeOf(installation, requestOf(each, each.otherBody))).toEqual(CONFLICT);
    });
  });
});

/** What a kill in that moment leaves: the key in the commit of the command, and no answer. */
function loseAnswers(databaseUrl: string): Promise<void> {
  return execute(databaseUrl, 'UPDATE idempotency_keys SET answer = NULL');
}

function json(
  what: string,
  event: string,
  path: string | (() => string),
  body: object,
  otherBody: object,
  headers: Readonly<Record<string, string>> = WITH_TOKEN,
): Creating {
  return {
    what,
    event,
    path: typeof path === 'string' ? () => path : path,
    body,
    otherBody,
    headers,
  };
}

function form(what: string, body: string, otherBody: string): Creating {
  return {
    what,
    event: 'MessageCreated',
    path: () => '/conversations/1/messages',
    body,
    otherBody,
    contentType: 'multipart/form-data; boundary=boundary',
  };
}

/** A message with a file. */
function formOf(content: string, file: string): string {
  const parts = [
    ['name="content"', content],
    ['name="attachments[]"; filename="notes.txt"\r\nContent-Type: text/plain', file],
  ].map(
    ([head, value]) => `--boundary\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`,
  );
  return `${parts.join('')}--boundary--\r\n`;
}
