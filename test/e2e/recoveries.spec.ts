import { ACCESS_TOKEN, Receiver, waitUntil } from '@app/harness';
import type { Webhook } from '@app/client';
import { query, untilNothingIsLeftToDeliver } from '../support/database';
import { Installation, openConversation } from '../support/installation';
import { contentOf, contentsAt, postsAt, webhookIdOf } from '../support/posts';

interface Recovery {
  readonly id: number;
  readonly kind: string;
  readonly status: string;
  readonly total: number | null;
  readonly counts: { delivered: number; failed: number; remaining: number };
  readonly progress: number;
}

interface Answer {
  readonly payload: Recovery[] & {
    readonly recovery: Recovery;
    readonly delivery: { readonly id: number; readonly status: string };
  };
  readonly attributes: string[];
}

/** Always taken, so that the circuit stays closed: two attempts at two messages are four failures. */
const FINE = 'fine';
const AT_ONCE = 2;

describe('What was given up', () => {
  /** What is answered to every POST. */
  let status = 200;
  const receiver = new Receiver((post) => (contentOf(post) === FINE ? 200 : status));
  let installation: Installation;
  let conversationId: number;
  let webhook: Webhook;
  let path: string;
  let startedAt: string;

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start({ env: { RETRY_SCHEDULE: '0.1' } });
    ({ conversationId } = await openConversation(installation.client));
  });
  afterAll(async () => {
    await installation.remove();
    await receiver.stop();
  });
  beforeEach(async () => {
    startedAt = new Date().toISOString();
    path = `/${Math.random()}`;
    webhook = await installation.client.webhooks.create({
      url: receiver.url + path,
      subscriptions: ['message_created'],
    });
    status = 500;
  });
  afterEach(() => installation.client.webhooks.delete(webhook.id));

  const call = async (
    method: string,
    route: string,
    body?: object,
  ): Promise<{ status: number; body: Answer }> => {
    const response = await fetch(
      `${installation.server.url}/api/v1/accounts/1/webhooks/${webhook.id}${route}`,
      {
        method,
        headers: { api_access_token: ACCESS_TOKEN, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      },
    );
    return { status: response.status, body: (await response.json()) as Answer };
  };
  const publish = (content: string) =>
    installation.client.messages.create(conversationId, { content });
  const giveUp = async (...contents: string[]): Promise<void> => {
    for (let start = 0; start < contents.length; start += AT_ONCE) {
      for (const content of contents.slice(start, start + AT_ONCE)) await publish(content);
      await settle();
      await publish(FINE);
      await settle();
    }
  };
  const received = (): string[] => contentsAt(receiver, path).filter((content) => content !== FINE);
  const settle = () => untilNothingIsLeftToDeliver(installation.databasePath);
  const deliveryIds = (): number[] =>
    query<{ id: number }>(
      installation.databasePath,
      `SELECT id FROM deliveries WHERE webhook_id = ${webhook.id} ORDER BY id`,
    ).map(({ id }) => id);
  const find = async (id: number): Promise<Recovery> =>
    (await call('GET', `/recoveries/${id}`)).body.payload.recovery;

  it('is resent one by one, under the same webhook-id, with a schedule of its own', async () => {
    await giveUp('one', 'two');
    const [first] = deliveryIds();
    const resent = await call('POST', `/deliveries/${first}/resend`);
    await settle();

    expect(resent).toMatchObject({
      status: 202,
      body: { payload: { delivery: { id: first, status: 'pending' } } },
    });
    expect(received().slice(4)).toEqual(['one', 'one']);
    expect(received().slice(0, 4).toSorted()).toEqual(['one', 'one', 'two', 'two']);
    expect(new Set(postsAt(receiver, path).map(webhookIdOf)).size).toBe(3);
  });

  it('is resent all at once, in order, and says how far it is', async () => {
    const contents = Array.from({ length: 12 }, (_, n) => `message ${n}`);
    await giveUp(...contents);
    const failed = received().length;
    status = 200;
    const { status: code, body } = await call('POST', '/recoveries', {
      since: startedAt,
      rate: 50,
    });
    const { id } = body.payload.recovery;
    await waitUntil('all of it', async () => (await find(id)).counts.delivered === 12);

    expect(code).toBe(202);
    expect(body.payload.recovery).toMatchObject({ kind: 'failed', total: 12, status: 'running' });
    expect(await find(id)).toMatchObject({
      status: 'completed',
      progress: 1,
      counts: { delivered: 12, failed: 0, remaining: 0 },
    });
    expect(received().slice(failed)).toEqual(contents);
    expect((await call('GET', '/recoveries')).body.payload).toMatchObject([{ id }]);
  });

  it('of before the time asked for stays as it is', async () => {
    await giveUp('before');
    const since = new Date().toISOString();
    await giveUp('after');
    status = 200;
    await call('POST', '/recoveries', { since });
    await settle();

    expect(received().slice(4)).toEqual(['after']);
  });

  it('is resent no more once the recovery is cancelled', async () => {
    await giveUp(...Array.from({ length: 12 }, (_, n) => `message ${n}`));
    status = 200;
    const { body } = await call('POST', '/recoveries', { since: startedAt, rate: 1 });
    const cancelled = await call('POST', `/recoveries/${body.payload.recovery.id}/cancel`);
    await settle();

    expect(cancelled.body.payload.recovery.status).toBe('cancelled');
    expect(received().length).toBeLessThan(2 * 12 + 8);
  });

  it('rests while the webhook is disabled, and goes on with it', async () => {
    await giveUp('one');
    await installation.client.webhooks.disable(webhook.id);
    const [id] = deliveryIds();
    expect(await call('POST', `/deliveries/${id}/resend`)).toMatchObject({
      status: 422,
      body: { attributes: ['status'] },
    });
    const { body } = await call('POST', '/recoveries', { since: startedAt });
    status = 200;
    expect(body.payload.recovery.status).toBe('paused');
    await installation.client.webhooks.enable(webhook.id);
    await settle();

    expect(received()).toEqual(['one', 'one', 'one']);
  });

  it.each([
    [{}, 'since'],
    [{ since: 'yesterday' }, 'since'],
    [{ since: '2999-01-01T00:00:00Z' }, 'since'],
    [{ since: '2026-01-01T00:00:00Z', rate: 0 }, 'rate'],
    [{ since: '2026-01-01T00:00:00Z', rate: 1_001 }, 'rate'],
    [{ since: '2026-01-01T00:00:00Z', until: '2026-01-02T00:00:00Z' }, 'until'],
  ])('is not resent by %j, and nothing is stored', async (settings, attribute) => {
    expect(await call('POST', '/recoveries', settings)).toMatchObject({
      status: 422,
      body: { attributes: [attribute] },
    });
    expect((await call('GET', '/recoveries')).body.payload).toEqual([]);
  });

  it('is nobody else’s', async () => {
    expect((await call('POST', '/deliveries/999999/resend')).status).toBe(404);
    expect((await call('GET', '/recoveries/999999')).status).toBe(404);
    expect((await call('POST', '/recoveries/999999/cancel')).status).toBe(404);
  });
});
