import { ACCESS_TOKEN, waitUntil } from '@app/harness';
import { query } from '../support/database';
import { Installation, openConversation } from '../support/installation';
import { OTHER_ACCOUNT_TOKEN, seedAccounts } from '../support/seed-accounts';

interface LoggedEvent {
  readonly position: number;
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly recorded_at: string;
  readonly actor: { readonly type: string; readonly id: number } | null;
  readonly data: object;
}

interface Answer {
  readonly payload: LoggedEvent[];
  readonly meta: { readonly next_cursor: string | null };
  readonly attributes: string[];
}

describe('The log of an account', () => {
  let installation: Installation;
  let conversationId: number;

  beforeAll(async () => {
    installation = await Installation.start({ prepare: seedAccounts });
    const { client } = installation;
    ({ conversationId } = await openConversation(client));
    await client.webhooks.create({
      url: 'https://example.com/hooks',
      headers: { 'X-Api-Key': 'sesame' },
    });
    await client.agents.create({ name: 'Ann', email: 'ann@example.com', role: 'agent' });
    for (let n = 0; n < 30; n++) await publish(`message ${n}`);
  });
  afterAll(() => installation.remove());

  const publish = (content: string) =>
    installation.client.messages.create(conversationId, { content });
  const get = async (
    route: string,
    token = ACCESS_TOKEN,
  ): Promise<{ status: number; body: Answer; text: string }> => {
    const response = await fetch(`${installation.server.url}/api/v1/accounts/1/events${route}`, {
      headers: { api_access_token: token },
    });
    const text = await response.text();
    return { status: response.status, body: JSON.parse(text) as Answer, text };
  };
  const stored = () =>
    query<{ position: number; id: string; type: string }>(
      installation.databaseUrl,
      `SELECT position, id, type FROM events
       WHERE account_id = 1 ORDER BY position DESC`,
    );

  it('has every event, the newest first, page by page, each once', async () => {
    const all = await stored();
    const read: LoggedEvent[] = [];
    let cursor = '';
    do {
      const { body } = await get(`?limit=7${cursor && `&cursor=${cursor}`}`);
      expect(body.payload.length).toBeLessThanOrEqual(7);
      read.push(...body.payload);
      // What comes meanwhile is on no later page.
      await publish('meanwhile');
      cursor = body.meta.next_cursor ?? '';
    } while (cursor);

    expect(read.map(({ position, id, type }) => ({ position, id, type }))).toEqual(all);
  });

  it('tells who caused what, and when', async () => {
    const { body } = await get('?type=ConversationCreated');

    expect(body.payload).toMatchObject([
      {
        type: 'ConversationCreated',
        stream: `conversation-1-${conversationId}`,
        version: 1,
        actor: { type: 'user', id: 1 },
        occurred_at: expect.stringMatching(/^\d{4}-.*Z$/),
        recorded_at: expect.stringMatching(/^\d{4}-.*Z$/),
        correlation_id: expect.any(String),
        causation_id: null,
        data: { conversation: { displayId: conversationId } },
      },
    ]);
  });

  it('is found by type, stream and time', async () => {
    const [middle] = (await stored()).slice(10);
    const { body: later } = await get('?limit=100');
    const since = later.payload.find(({ position }) => position === middle!.position)!.recorded_at;
    const { body } = await get(
      `?type=MessageCreated&stream=conversation-1-${conversationId}&since=${since}&limit=100`,
    );

    expect(body.payload.length).toBeGreaterThan(5);
    expect(body.payload.every((event) => event.recorded_at >= since)).toBe(true);
    expect(body.payload.every(({ type }) => type === 'MessageCreated')).toBe(true);
    const { body: earlier } = await get(`?until=${since}&limit=100`);
    expect(earlier.payload.every((event) => event.recorded_at < since)).toBe(true);
  });

  it('shows nothing that is secret, also not sealed', async () => {
    const { text } = await get('?limit=100');

    expect(text).toContain('[redacted]');
    expect(text).not.toMatch(/v1\.[0-9a-f]{8}\./);
    expect(text).not.toContain('sesame');
    expect(text).not.toContain('whsec_');
  });

  it.each([
    ['?limit=0', 'limit'],
    ['?limit=101', 'limit'],
    ['?cursor=nonsense', 'cursor'],
    ['?since=yesterday', 'since'],
    ['?page=2', 'page'],
  ])('is refused: %s', async (route, attribute) => {
    expect(await get(route)).toMatchObject({
      status: 422,
      body: { attributes: [attribute] },
    });
  });

  it('is for its own administrators alone', async () => {
    expect((await get('', OTHER_ACCOUNT_TOKEN)).status).toBe(404);
  });

  it('tells which webhooks wanted an event when it happened, whatever they want now', async () => {
    const { webhooks } = installation.client;
    const create = (path: string) =>
      webhooks.create({
        url: `https://example.com/${path}`,
        subscriptions: ['message_created'],
      });
    const wanting = async (): Promise<(readonly [id: number, disabled: boolean])[]> => {
      const [newest] = await stored();
      const { body } = await get(`/${newest!.position}/webhooks`);
      const payload = body.payload as unknown as { id: number; disabled: boolean }[];
      return payload.map(({ id, disabled }) => [id, disabled]);
    };
    const [first] = await webhooks.list();
    const other = await create('other');
    await publish('for both');
    const [position] = (await stored()).map((event) => event.position);
    expect(await wanting()).toEqual([
      [first!.id, false],
      [other.id, false],
    ]);
    await webhooks.disable(other.id);
    await publish('for one');
    expect(await wanting()).toEqual([
      [first!.id, false],
      [other.id, true],
    ]);
    await webhooks.enable(other.id, { deliver_missed: false });
    await webhooks.update(first!.id, { subscriptions: ['contact_created'] });
    await publish('for the other');
    expect(await wanting()).toEqual([[other.id, false]]);
    await webhooks.delete(other.id);

    const { body } = await get(`/${position}/webhooks`);
    expect(body.payload).toMatchObject([
      { id: first!.id, format: 'hoory', inbox_id: null, disabled: false },
      { id: other.id, url: 'https://example.com/other', disabled: false },
    ]);
    expect((await get('/999999/webhooks')).status).toBe(404);
    // Of the installation, and of no account.
    expect((await get('/1/webhooks')).status).toBe(404);
  });

  it('tells whoever follows where to come back to, before anything has happened', async () => {
    const [newest] = await stored();
    const response = await fetch(`${installation.server.url}/api/v1/accounts/1/events/stream`, {
      headers: { api_access_token: ACCESS_TOKEN },
    });
    const reader = response.body!.getReader();
    const { value } = await reader.read();
    await reader.cancel();

    expect(new TextDecoder().decode(value)).toBe(`: following\nid: ${newest!.position}\n\n`);
  });

  it('is followed from where a reader was, over a restart, without hole or repetition', async () => {
    const reader = new StreamReader();
    await reader.connect(installation.server.url);
    await publish('followed 1');
    await waitUntil('the first', () => reader.positions.length === 1);
    await installation.server.stop();
    await installation.startServer();
    await publish('followed 2');
    await reader.connect(installation.server.url);
    await publish('followed 3');
    await waitUntil('the others', () => reader.positions.length >= 3);
    await installation.server.stop();
    await installation.startServer();

    const newest = (await stored()).filter(({ type }) => type === 'MessageCreated');
    const [first] = reader.positions;
    expect(reader.positions).toEqual(
      (await stored())
        .map(({ position }) => position)
        .filter((position) => position >= first!)
        .toReversed(),
    );
    expect(newest.slice(0, 3).map(({ position }) => position)).toEqual(
      reader.messages.toReversed(),
    );
  });
});

/** Follows the log, and remembers where it was. */
class StreamReader {
  readonly positions: number[] = [];
  /** Of messages. */
  readonly messages: number[] = [];

  /** Resolves once it follows; reads on until the server ends the stream. */
  async connect(url: string): Promise<void> {
    const last = this.positions.at(-1);
    const response = await fetch(`${url}/api/v1/accounts/1/events/stream`, {
      headers: {
        api_access_token: ACCESS_TOKEN,
        ...(last !== undefined && { 'last-event-id': String(last) }),
      },
    });
    const chunks = response.body!.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]();
    const first = await chunks.next();
    void this.read(String(first.value), chunks).catch(() => {});
  }

  private async read(begun: string, chunks: AsyncIterator<string>): Promise<void> {
    let text = begun;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
      text += next.value;
      const events = text.split('\n\n');
      text = events.pop()!;
      for (const event of events) this.take(event);
    }
  }

  private take(event: string): void {
    const [, position] = /^id: (\d+)$/m.exec(event) ?? [];
    // The first has an id alone.
    if (position === undefined || !event.includes('\ndata: ')) return;
    this.positions.push(Number(position));
    if (event.includes('event: MessageCreated')) this.messages.push(Number(position));
  }
}
