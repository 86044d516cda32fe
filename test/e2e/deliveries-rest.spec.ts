import type { Delivery, DeliveryDetails, WebhookEventName } from '@app/client';
import { Receiver, type ReceivedPost } from '@app/harness';
import { untilNothingIsLeftToDeliver } from '../support/database';
import { Installation, openConversation } from '../support/installation';
import { postsAt, webhookIdOf } from '../support/posts';
import { invalid, NOT_FOUND, outcomeOf } from '../support/refusals';

const API_KEY = 'sesame';
const FIRST_OF_ALL = '2000-01-01T00:00:00Z';

const idsOf = (deliveries: readonly Delivery[]): number[] => deliveries.map(({ id }) => id);

/** As they came off the wire, without those of the connection. */
const sentHeaders = ({ headers }: ReceivedPost): Record<string, unknown> => {
  const { host: _, connection: __, 'content-length': ___, ...others } = headers;
  return { ...others, 'x-api-key': '***' };
};

describe('What people see of deliveries:', () => {
  let isDown = true;
  const receiver = new Receiver((post) => {
    if (post.path === '/late') return post.headers['webhook-attempt'] === '1' ? 503 : 200;
    return post.path === '/down' && isDown ? 500 : 200;
  });
  let installation: Installation;
  let late: number;
  let down: number;
  let unreachable: number;
  let otherConversation: number;

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start({ env: { RETRY_SCHEDULE: '0.1' } });
    const { client } = installation;
    const { inboxId, contactId, conversationId } = await openConversation(client);
    const create = async (url: string, ...subscriptions: WebhookEventName[]): Promise<number> => {
      const headers = { 'X-Api-Key': API_KEY };
      return (await client.webhooks.create({ url, subscriptions, headers })).id;
    };
    late = await create(`${receiver.url}/late`, 'message_created', 'conversation_created');
    // So few failures that their circuits stay closed.
    down = await create(`${receiver.url}/down`, 'conversation_created');
    unreachable = await create('http://10.0.0.1/', 'conversation_created');
    for (const content of ['one', 'two 🙂', 'three']) {
      await client.messages.create(conversationId, { content });
    }
    const opened = await client.conversations.create({ inbox_id: inboxId, contact_id: contactId });
    otherConversation = opened.id;
    await untilNothingIsLeftToDeliver(installation.databaseUrl);
  });
  afterAll(async () => {
    await installation.remove();
    await receiver.stop();
  });

  const get = (path: string) => outcomeOf(installation, { method: 'GET', path });
  const deliveries = () => installation.client.deliveries;
  const listAll = async (...args: Parameters<ReturnType<typeof deliveries>['each']>) => {
    const all: Delivery[] = [];
    for await (const delivery of deliveries().each(...args)) all.push(delivery);
    return all;
  };
  const newest = async (webhookId: number): Promise<DeliveryDetails> => {
    const { payload } = await deliveries().list(webhookId, { limit: 1 });
    return deliveries().find(webhookId, payload[0]!.id);
  };

  describe('the list', () => {
    it('has the newest event first, with how it went', async () => {
      const { payload, meta } = await deliveries().list(late);
      const attempted = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

      expect(meta).toEqual({ next_cursor: null });
      expect(payload.map(({ event, conversation_id }) => [event, conversation_id])).toEqual([
        ['conversation_created', otherConversation],
        ['message_created', 1],
        ['message_created', 1],
        ['message_created', 1],
      ]);
      for (const delivery of payload) {
        expect(delivery).toEqual({
          id: expect.any(Number),
          message_id: `msg_${delivery.event_id}_${late}`,
          event: expect.any(String),
          event_id: expect.any(String),
          conversation_id: expect.any(Number),
          replay_id: null,
          status: 'delivered',
          attempts: 2,
          resends: 0,
          created_at: attempted,
          next_attempt_at: null,
          finished_at: attempted,
          last_attempt: {
            attempted_at: attempted,
            status_code: 200,
            error_class: null,
            duration_ms: expect.any(Number),
          },
        });
      }
      const arrived = postsAt(receiver, '/late').map(webhookIdOf);
      expect(new Set(payload.map(({ message_id }) => message_id))).toEqual(new Set(arrived));
    });

    it.each([
      [{ event: 'conversation_created' }, 1],
      [{ event: 'contact_created' }, 0],
      [{ status: 'delivered' }, 4],
      [{ status: 'failed' }, 0],
      [{ conversation_id: 1 }, 3],
      [{ since: FIRST_OF_ALL }, 4],
      [{ until: FIRST_OF_ALL }, 0],
      [{ event: 'message_created', status: 'delivered', conversation_id: 2 }, 0],
    ] as const)('filtered by %j has %i', async (filter, count) => {
      expect(await listAll(late, filter)).toHaveLength(count);
    });

    it('is filtered by when deliveries were created, to the millisecond', async () => {
      const all = await listAll(late);
      const { created_at } = all[1]!;
      const expected = (isIn: (createdAt: string) => boolean) =>
        idsOf(all.filter((delivery) => isIn(delivery.created_at)));

      expect(idsOf(await listAll(late, { since: created_at }))).toEqual(
        expected((each) => each >= created_at),
      );
      expect(idsOf(await listAll(late, { until: created_at }))).toEqual(
        expected((each) => each < created_at),
      );
    });

    it('goes on where a page ends, whatever has arrived since', async () => {
      const all = await listAll(late);
      const first = await deliveries().list(late, { limit: 3 });
      await installation.client.messages.create(1, { content: 'meanwhile' });
      await untilNothingIsLeftToDeliver(installation.databaseUrl);
      const cursor = first.meta.next_cursor!;
      const second = await deliveries().list(late, { limit: 3, cursor });

      expect([...first.payload, ...second.payload]).toEqual(all);
      expect(second.meta.next_cursor).toBeNull();
      expect(await listAll(late)).toEqual([expect.anything(), ...all]);
    });
  });

  describe('a delivery', () => {
    it('shows each attempt as the endpoint got it, without the values of custom headers', async () => {
      const { attempt_history, ...delivery } = await newest(late);
      const posts = postsAt(receiver, '/late').filter(
        (post) => webhookIdOf(post) === delivery.message_id,
      );

      expect((await deliveries().list(late)).payload[0]).toEqual(delivery);
      expect(attempt_history).toHaveLength(2);
      expect(posts).toHaveLength(2);
      for (const [n, { attempt, request }] of attempt_history.entries()) {
        const headers = Object.entries(request.headers);
        expect(attempt).toBe(n + 1);
        expect(request.url).toBe(`${receiver.url}/late`);
        expect(
          Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
        ).toEqual(sentHeaders(posts[n]!));
        expect(Buffer.from(request.body)).toEqual(posts[n]!.rawBody);
      }
      expect(JSON.stringify(attempt_history)).not.toContain(API_KEY);
    });

    it('shows what came back and how long it took', async () => {
      const { attempt_history } = await newest(late);
      const took = expect.any(Number);
      const headers = expect.objectContaining({ date: expect.any(String) });

      expect(attempt_history).toMatchObject([
        {
          response: { status_code: 503, headers, body: '' },
          error: { class: 'http-status', message: 'HTTP 503' },
        },
        {
          response: { status_code: 200, headers, body: '' },
          durations_ms: { dns: null, tls: null, first_byte: took, total: took },
          error: null,
        },
      ]);
    });

    it('shows why nothing came back', async () => {
      expect(await newest(unreachable)).toMatchObject({
        status: 'failed',
        attempts: 2,
        last_attempt: { status_code: null, error_class: 'refused-address' },
        attempt_history: [1, 2].map((attempt) => ({
          attempt,
          response: null,
          durations_ms: { connect: null, tls: null, first_byte: null },
          error: { class: 'refused-address', message: expect.any(String) },
        })),
      });
    });

    it('that failed is delivered once it is resent, and shows all its attempts', async () => {
      const failed = await newest(down);
      expect(failed).toMatchObject({ status: 'failed', attempts: 2, resends: 0 });

      isDown = false;
      const resent = await deliveries().resend(down, failed.id);
      expect(resent).toEqual({ id: failed.id, status: 'pending' });
      await untilNothingIsLeftToDeliver(installation.databaseUrl);

      const delivered = await deliveries().find(down, failed.id);
      expect(delivered).toMatchObject({ status: 'delivered', attempts: 3, resends: 1 });
      expect(delivered.attempt_history.map(({ response }) => response?.status_code)).toEqual([
        500, 500, 200,
      ]);
      expect(delivered.attempt_history.slice(0, 2)).toEqual(failed.attempt_history);
    });
  });

  it('what failed since a time is resent at once, with its progress', async () => {
    const { conversations, recoveries } = installation.client;
    isDown = true;
    await conversations.create({ inbox_id: 1, contact_id: 1 });
    await untilNothingIsLeftToDeliver(installation.databaseUrl);
    const failed = await listAll(down, { status: 'failed' });
    expect(failed).toHaveLength(1);

    isDown = false;
    const { id } = await recoveries.create(down, { since: FIRST_OF_ALL, rate: 1_000 });
    await untilNothingIsLeftToDeliver(installation.databaseUrl);

    const recovery = await recoveries.find(down, id);
    expect(recovery).toMatchObject({
      kind: 'failed',
      status: 'completed',
      since: '2000-01-01T00:00:00.000Z',
      total: 1,
      counts: { delivered: 1, failed: 0, remaining: 0 },
      progress: 1,
    });
    expect(await recoveries.list(down)).toEqual([recovery]);
    expect(await listAll(down, { status: 'failed' })).toEqual([]);
    expect(postsAt(receiver, '/down').map(webhookIdOf).slice(-3)).toEqual(
      Array.from({ length: 3 }, () => failed[0]!.message_id),
    );
  });

  describe('refused is', () => {
    it.each([
      ['event=typed', 'event'],
      ['status=done', 'status'],
      ['since=yesterday', 'since'],
      ['until=2026-01-31', 'until'],
      ['conversation_id=0', 'conversation_id'],
      ['limit=0', 'limit'],
      ['limit=101', 'limit'],
      ['cursor=', 'cursor'],
      ['cursor=4711', 'cursor'],
      ['cursor=MS4w%20', 'cursor'],
      ['page=2', 'page'],
    ])('%s', async (query, attribute) => {
      expect(await get(`/webhooks/${late}/deliveries?${query}`)).toEqual(invalid(attribute));
    });

    it('what is not there, or is another webhook’s', async () => {
      const [{ id }] = (await deliveries().list(late, { limit: 1 })).payload as [Delivery];
      expect(await get('/webhooks/999/deliveries')).toEqual(NOT_FOUND);
      expect(await get(`/webhooks/999/deliveries/${id}`)).toEqual(NOT_FOUND);
      expect(await get(`/webhooks/${late}/deliveries/999`)).toEqual(NOT_FOUND);
      expect(await get(`/webhooks/${down}/deliveries/${id}`)).toEqual(NOT_FOUND);
    });

    it('a webhook that is deleted', async () => {
      const { id } = await installation.client.webhooks.create({ url: `${receiver.url}/deleted` });
      await installation.client.messages.create(1, { content: 'four' });
      await untilNothingIsLeftToDeliver(installation.databaseUrl);
      const [delivery] = (await deliveries().list(id)).payload;
      await installation.client.webhooks.delete(id);

      expect(await get(`/webhooks/${id}/deliveries`)).toEqual(NOT_FOUND);
      expect(await get(`/webhooks/${id}/deliveries/${delivery!.id}`)).toEqual(NOT_FOUND);
    });
  });
});
