import { ACCESS_TOKEN, Receiver, waitUntil, type ReceivedPost } from '@app/harness';
import type { Webhook } from '@app/client';
import { query, untilNothingIsLeftToDeliver } from '../support/database';
import { Installation, openConversation } from '../support/installation';
import { contentOf, contentsAt, postsAt, webhookIdOf } from '../support/posts';

interface Replay {
  readonly id: number;
  readonly state: string;
  readonly rate: number | null;
  readonly counts: { matched: number; delivered: number; failed: number; remaining: number };
  readonly progress: number;
  readonly estimated_end_at: string | null;
}

/** What an answer may have. */
interface Answer {
  readonly payload: Replay[] & { readonly replay: Replay; readonly dry_run: object };
  readonly attributes: string[];
}

const isReplayed = ({ headers }: ReceivedPost): boolean => 'webhook-replay' in headers;

/** By webhook-id. */
const bodiesOf = (posts: readonly ReceivedPost[]): Map<string, string> =>
  new Map(posts.map((post) => [webhookIdOf(post), post.rawBody.toString()]));

describe('A replay', () => {
  /** What is answered to the POSTs at a path; 200 unless told. */
  const answers = new Map<string, number>();
  const receiver = new Receiver(({ path }) => answers.get(path) ?? 200);
  let installation: Installation;
  let conversations: number[];
  let webhook: Webhook;
  let path: string;
  /** The position of the log when the test began. */
  let startPosition: number;

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start({ env: { RETRY_SCHEDULE: '0.1' } });
    const { client } = installation;
    const { inboxId, contactId, conversationId } = await openConversation(client);
    const other = await client.conversations.create({
      inbox_id: inboxId,
      contact_id: contactId,
    });
    conversations = [conversationId, other.id];
  });
  afterAll(async () => {
    await installation.remove();
    await receiver.stop();
  });
  beforeEach(async () => {
    path = `/${Math.random()}`;
    const [log] = await query<{ last: number }>(
      installation.databaseUrl,
      'SELECT max(position) AS last FROM events',
    );
    startPosition = log!.last;
    webhook = await installation.client.webhooks.create({
      url: receiver.url + path,
      subscriptions: ['message_created'],
    });
  });
  afterEach(() => installation.client.webhooks.delete(webhook.id));

  const call = async (
    method: string,
    route: string,
    body?: object,
  ): Promise<{ status: number; body: Answer }> => {
    const response = await fetch(
      `${installation.server.url}/api/v1/accounts/1/webhooks/${webhook.id}/replays${route}`,
      {
        method,
        headers: { api_access_token: ACCESS_TOKEN, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      },
    );
    return { status: response.status, body: (await response.json()) as Answer };
  };
  const replay = async (settings: object): Promise<Replay> => {
    const { status, body } = await call('POST', '', settings);
    expect({ status, body }).toMatchObject({ status: 202 });
    return body.payload.replay;
  };
  const find = async (id: number): Promise<Replay> => {
    const { body } = await call('GET', `/${id}`);
    return body.payload.replay;
  };
  const until = async (id: number, state: string): Promise<Replay> => {
    await waitUntil(`the replay to be ${state}`, async () => (await find(id)).state === state);
    return find(id);
  };
  const publish = async (...contents: string[]): Promise<void> => {
    for (const content of contents) {
      await installation.client.messages.create(conversations[0]!, { content });
    }
  };
  const settle = () => untilNothingIsLeftToDeliver(installation.databaseUrl);
  const posts = (): ReceivedPost[] => postsAt(receiver, path);

  it('brings what was delivered before, byte for byte, under the same webhook-id', async () => {
    await publish('one', 'two', 'þrír 👋');
    await settle();
    const before = posts();
    const { id } = await replay({ from: startPosition });
    const ended = await until(id, 'completed');
    const again = posts().slice(before.length);

    expect(ended.counts).toEqual({ matched: 3, delivered: 3, failed: 0, remaining: 0 });
    expect(bodiesOf(again)).toEqual(bodiesOf(before));
    expect(again.map(contentOf)).toEqual(['one', 'two', 'þrír 👋']);
    expect(again.map(({ headers }) => headers['webhook-replay'])).toEqual(
      before.map(() => String(id)),
    );
    expect(before.some(isReplayed)).toBe(false);
  });

  it('counts, and shows what it would send, and sends nothing, where it is a dry run', async () => {
    const contents = Array.from({ length: 12 }, (_, n) => `message ${n}`);
    await publish(...contents);
    await settle();
    const bodies = posts()
      .toSorted(
        (one, other) => contents.indexOf(contentOf(one)) - contents.indexOf(contentOf(other)),
      )
      .map((post) => post.rawBody.toString());
    const { status, body } = await call('POST', '', { from: startPosition, dry_run: true });

    expect(status).toBe(202);
    expect(body.payload.dry_run).toMatchObject({ matched: 12, bodies: bodies.slice(0, 10) });
    await settle();
    expect(posts()).toHaveLength(12);
    expect((await call('GET', '')).body).toEqual({ payload: [] });
  });

  it('finds exactly what was missed of a time of many troubles, and sends it to today’s URL', async () => {
    const { webhooks } = installation.client;
    await publish('delivered');
    await settle();
    await webhooks.disable(webhook.id);
    await publish('missed while it was disabled');
    await webhooks.enable(webhook.id, { deliver_missed: false });
    await webhooks.update(webhook.id, { subscriptions: ['contact_created'] });
    await publish('not wanted then');
    await webhooks.update(webhook.id, { subscriptions: ['message_created'] });
    answers.set(path, 500);
    await publish('given up');
    await settle();
    const today = `${path}/today`;
    await webhooks.update(webhook.id, { url: receiver.url + today });

    const missing = await replay({ from: startPosition, which: 'missing' });
    await until(missing.id, 'completed');
    expect(contentsAt(receiver, today)).toEqual(['missed while it was disabled', 'given up']);

    const failed = await replay({ from: startPosition, which: 'failed' });
    expect((await until(failed.id, 'completed')).counts.matched).toBe(0);
    const all = await replay({ from: startPosition });
    await until(all.id, 'completed');
    expect(contentsAt(receiver, today).slice(2)).toEqual([
      'delivered',
      'missed while it was disabled',
      'given up',
    ]);
  });

  it('takes the events and the conversation that are asked for, whatever the webhook wants', async () => {
    await publish('of the first');
    await installation.client.messages.create(conversations[1]!, { content: 'of the second' });
    await installation.client.contacts.create({ name: 'Ada' });
    await settle();
    const count = posts().length;
    const one = await replay({ from: startPosition, conversation_id: conversations[1] });
    await until(one.id, 'completed');
    const two = await replay({ from: startPosition, events: ['contact_created'] });
    await until(two.id, 'completed');

    const [second, contact, ...others] = posts().slice(count);
    expect(contentOf(second!)).toBe('of the second');
    expect(JSON.parse(contact!.rawBody.toString())).toMatchObject({ event: 'contact_created' });
    expect(others).toEqual([]);
  });

  it('is paused, resumed, given another rate and cancelled, and holds back nothing live', async () => {
    const contents = Array.from({ length: 20 }, (_, n) => `message ${n}`);
    await publish(...contents);
    await settle();
    const { id } = await replay({ from: startPosition, rate: 5 });
    await waitUntil('its first POST', () => posts().some(isReplayed));
    const paused = (await call('POST', `/${id}/pause`)).body.payload.replay;
    await waitUntil('what was under way', async () => (await find(id)).counts.remaining === 0);
    const whilePaused = posts().filter(isReplayed).length;
    await publish('live');
    await waitUntil('the live one', () => posts().some((post) => contentOf(post) === 'live'));
    await new Promise((resolve) => setTimeout(resolve, 400));

    expect(paused.state).toBe('paused');
    expect(whilePaused).toBeLessThan(20);
    expect(posts().filter(isReplayed)).toHaveLength(whilePaused);

    await call('PATCH', `/${id}`, { rate: 1_000 });
    expect((await find(id)).rate).toBe(1_000);
    await call('POST', `/${id}/resume`);
    await until(id, 'completed');
    expect(posts().filter(isReplayed).map(contentOf)).toEqual(contents);

    const other = await replay({ from: startPosition, rate: 1 });
    await waitUntil('its first POST', () => posts().filter(isReplayed).length > 20);
    await call('POST', `/${other.id}/cancel`);
    await settle();
    expect(await find(other.id)).toMatchObject({ state: 'cancelled', estimated_end_at: null });
    expect(posts().filter(isReplayed).length).toBeLessThan(25);
  });

  it('goes on after a kill without repeating what has succeeded and without a gap', async () => {
    const contents = Array.from({ length: 60 }, (_, n) => `message ${n}`);
    await publish(...contents);
    await settle();
    const { id } = await replay({ from: startPosition, rate: 50 });
    await waitUntil('some of it', () => posts().filter(isReplayed).length > 10);
    await installation.server.kill();
    await installation.startServer();
    await until(id, 'completed');

    const replayed = posts().filter(isReplayed).map(contentOf);
    expect([...new Set(replayed)]).toEqual(contents);
    // One under way at the kill may have succeeded unseen.
    expect(replayed.length).toBeLessThanOrEqual(contents.length + 1);
  });

  it('says how far it is, each second until it has ended', async () => {
    await publish(...Array.from({ length: 30 }, (_, n) => `message ${n}`));
    await settle();
    const { id } = await replay({ from: startPosition, rate: 20 });
    const response = await fetch(
      `${installation.server.url}/api/v1/accounts/1/webhooks/${webhook.id}/replays/${id}/events`,
      { headers: { api_access_token: ACCESS_TOKEN } },
    );
    const text = await response.text();
    const states = [...text.matchAll(/^data: (.*)$/gm)].map(
      ([, data]) => (JSON.parse(data!) as Replay).state,
    );

    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(states.at(-1)).toBe('completed');
    expect(states.length).toBeGreaterThan(1);
    expect(new Set(states.slice(0, -1))).toEqual(new Set(['running']));
  });

  it.each([
    [{ from: 'yesterday' }, 'from'],
    [{ from: 0 }, 'from'],
    [{ from: 10_000_000 }, 'from'],
    [{}, 'from'],
    [{ from: 10, to: 5 }, 'to'],
    [{ from: 1, to: true }, 'to'],
    [{ from: 1, events: [] }, 'events'],
    [{ from: 1, events: ['message_creatd'] }, 'events'],
    [{ from: 1, which: 'some' }, 'which'],
    [{ from: 1, rate: 0 }, 'rate'],
    [{ from: 1, rate: 10_001 }, 'rate'],
    [{ from: 1, conversation_id: 'x' }, 'conversation_id'],
    [{ from: 1, dry_run: 'yes' }, 'dry_run'],
  ])('is refused where it asks for %j, and nothing is stored', async (settings, attribute) => {
    const { status, body } = await call('POST', '', settings);

    expect({ status, attributes: body.attributes }).toEqual({
      status: 422,
      attributes: [attribute],
    });
    expect((await call('GET', '')).body).toEqual({ payload: [] });
  });

  it('is nobody else’s', async () => {
    expect((await call('GET', '/1')).status).toBe(404);
    expect((await call('POST', '/1/pause')).status).toBe(404);
    expect((await call('GET', '/1/events')).status).toBe(404);
  });
});
