import type { Recovery, Webhook } from '@app/client';
import { Receiver, waitUntil } from '@app/harness';
import { query, untilNothingIsLeftToDeliver } from '../support/database';
import { HangingEndpoint } from '../support/hanging-endpoint';
import { Installation, openConversation } from '../support/installation';
import { contentsAt, postsAt } from '../support/posts';
import { invalid, NOT_FOUND, outcomeOf, type Outcome } from '../support/refusals';
import { callRest, type RestReply, WITH_TOKEN } from '../support/rest';

const LONG_AGO = '2000-01-01T00:00:00Z';
const IN_AN_HOUR = () => new Date(Date.now() + 3_600_000).toISOString();
const ISO_TIME: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

describe('Recoveries and resends', () => {
  /** Paths whose endpoints fail. */
  const down = new Set<string>();
  const receiver = new Receiver((post) => (down.has(post.path) ? 500 : 200));
  let installation: Installation;
  let conversationId: number;
  let path: string;
  let webhook: Webhook;

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start({ env: { RETRY_SCHEDULE: '0.05' } });
    ({ conversationId } = await openConversation(installation.client));
  });
  afterAll(async () => {
    await installation.remove();
    await receiver.stop();
  });
  beforeEach(async () => {
    path = `/${Math.random()}`;
    webhook = await installation.client.webhooks.create({
      url: receiver.url + path,
      subscriptions: ['message_created'],
    });
  });
  afterEach(() => installation.client.webhooks.delete(webhook.id));

  const settle = () => untilNothingIsLeftToDeliver(installation.databaseUrl);
  const recoveries = () => installation.client.recoveries;
  const send = (
    method: string,
    rest: string,
    body?: object,
    webhookId = webhook.id,
  ): Promise<Outcome> =>
    outcomeOf(installation, { method, path: `/webhooks/${webhookId}${rest}`, body });
  const publish = async (...contents: string[]): Promise<void> => {
    for (const content of contents) {
      await installation.client.messages.create(conversationId, { content });
    }
  };
  const fail = async (...contents: string[]): Promise<void> => {
    down.add(path);
    await publish(...contents);
    await settle();
    down.delete(path);
  };
  const newestDelivery = async (): Promise<number> =>
    (await installation.client.deliveries.list(webhook.id, { limit: 1 })).payload[0]!.id;

  it('answer with what was asked for', async () => {
    await fail('one');
    const body = { since: '2020-01-01T01:00:00+01:00', rate: 7 };
    const reply = await callRest(installation.server.url, {
      method: 'POST',
      path: `/webhooks/${webhook.id}/recoveries`,
      body,
    });

    const recovery = {
      id: expect.any(Number),
      kind: 'failed',
      status: 'running',
      since: '2020-01-01T00:00:00.000Z',
      rate: 7,
      total: 1,
      counts: { delivered: 0, failed: 0, remaining: 0 },
      progress: 0,
      created_at: ISO_TIME,
      finished_at: null,
    };
    expect(reply).toMatchObject({ status: 202, body: { payload: { recovery } } });
  });

  it('bring all that failed, and nothing that did not', async () => {
    await publish('delivered');
    await settle();
    await fail('one', 'two', 'three');
    const before = contentsAt(receiver, path).length;

    const { id } = await recoveries().create(webhook.id, { since: LONG_AGO, rate: 20 });
    await waitUntil(
      'the recovery to end',
      async () => (await recoveries().find(webhook.id, id)).counts.delivered === 3,
    );

    expect(contentsAt(receiver, path).slice(before)).toEqual(['one', 'two', 'three']);
    expect(await recoveries().find(webhook.id, id)).toMatchObject({
      status: 'completed',
      total: 3,
      progress: 1,
      finished_at: ISO_TIME,
    });
  });

  it('are made once under one idempotency key', async () => {
    const create = (): Promise<RestReply> =>
      callRest(installation.server.url, {
        method: 'POST',
        path: `/webhooks/${webhook.id}/recoveries`,
        body: { since: LONG_AGO },
        headers: { ...WITH_TOKEN, 'idempotency-key': `recover-${webhook.id}` },
      });
    const first = await create();

    expect(await create()).toEqual({ ...first, replayed: true });
    expect(await recoveries().list(webhook.id)).toHaveLength(1);
  });

  it('rest while the webhook is disabled, and go on once it is enabled', async () => {
    await fail('one');
    await installation.client.webhooks.disable(webhook.id);
    const { id, status } = await recoveries().create(webhook.id, { since: LONG_AGO });
    expect(status).toBe('paused');

    await installation.client.webhooks.enable(webhook.id);
    await waitUntil('both', async () => {
      const all = await recoveries().list(webhook.id);
      return all.length === 2 && all.every((each) => each.status === 'completed');
    });
    await settle();

    expect(await recoveries().list(webhook.id)).toMatchObject([
      { kind: 'missed', since: null, total: null, progress: 1 },
      { id, kind: 'failed', counts: { delivered: 1 } },
    ]);
  });

  it('bring nothing more once they are cancelled', async () => {
    await installation.client.webhooks.disable(webhook.id);
    await publish(...Array.from({ length: 20 }, (_, n) => `missed ${n}`));
    await installation.client.webhooks.enable(webhook.id, { rate: 1 });
    let missed: Recovery | undefined;
    await waitUntil('the first of it', async () => {
      [missed] = await recoveries().list(webhook.id);
      return missed !== undefined && missed.counts.delivered + missed.counts.remaining > 0;
    });

    const cancelled = await recoveries().cancel(webhook.id, missed!.id);
    expect(cancelled).toMatchObject({ kind: 'missed', status: 'cancelled', finished_at: ISO_TIME });
    expect(cancelled.progress).toBeLessThan(1);
    await settle();
    const { delivered } = (await recoveries().find(webhook.id, missed!.id)).counts;

    expect(delivered).toBeLessThan(20);
    expect(postsAt(receiver, path)).toHaveLength(delivered);
    expect(await recoveries().cancel(webhook.id, missed!.id)).toMatchObject({
      finished_at: cancelled.finished_at,
    });
  });

  it('resend what was delivered as well', async () => {
    await publish('again');
    await settle();

    const resent = await send('POST', `/deliveries/${await newestDelivery()}/resend`);
    await settle();

    expect(resent).toMatchObject({ status: 202 });
    expect(contentsAt(receiver, path)).toEqual(['again', 'again']);
  });

  describe('refuse', () => {
    it.each([
      [{}, 'since'],
      [{ since: null }, 'since'],
      [{ since: 1_767_225_600 }, 'since'],
      [{ since: '2026-01-31' }, 'since'],
      [{ since: '2026-01-31T12:00:00' }, 'since'],
      [{ since: '2026-13-31T12:00:00Z' }, 'since'],
      [{ since: 'yesterday' }, 'since'],
      [{ since: [LONG_AGO] }, 'since'],
      [{ since: LONG_AGO, rate: 0 }, 'rate'],
      [{ since: LONG_AGO, rate: 1_001 }, 'rate'],
      [{ since: LONG_AGO, rate: 1.5 }, 'rate'],
      [{ since: LONG_AGO, rate: '100' }, 'rate'],
      [{ since: LONG_AGO, until: LONG_AGO }, 'until'],
    ])('a recovery of %j', async (body, attribute) => {
      expect(await send('POST', '/recoveries', body)).toEqual(invalid(attribute));
      expect(await recoveries().list(webhook.id)).toEqual([]);
    });

    it('a recovery since a time that is still to come', async () => {
      expect(await send('POST', '/recoveries', { since: IN_AN_HOUR() })).toEqual(invalid('since'));
    });

    it('what there is not, or is another webhook’s', async () => {
      await publish('one');
      await settle();
      const other = await installation.client.webhooks.create({ url: `${receiver.url}/other` });
      const { id } = await recoveries().create(other.id, { since: LONG_AGO });

      expect(await send('GET', '/recoveries/999')).toEqual(NOT_FOUND);
      expect(await send('GET', `/recoveries/${id}`)).toEqual(NOT_FOUND);
      expect(await send('POST', `/recoveries/${id}/cancel`)).toEqual(NOT_FOUND);
      expect(await send('POST', '/deliveries/999/resend')).toEqual(NOT_FOUND);
      const resend = `/deliveries/${await newestDelivery()}/resend`;
      expect(await send('POST', resend, undefined, other.id)).toEqual(NOT_FOUND);
      await installation.client.webhooks.delete(other.id);
    });

    it('a resend to a disabled webhook', async () => {
      await fail('one');
      const id = await newestDelivery();
      await installation.client.webhooks.disable(webhook.id);

      expect(await send('POST', `/deliveries/${id}/resend`)).toEqual({
        status: 422,
        body: { message: 'Webhook is disabled: enable it first', attributes: ['status'] },
        storedEvents: 0,
      });
    });

    it('a resend of what is under way', async () => {
      const endpoint = new HangingEndpoint();
      await endpoint.start();
      await installation.client.webhooks.update(webhook.id, { url: endpoint.url });
      await publish('one');
      // What takes long is in the list before it ends.
      await waitUntil('the delivery', async () => {
        const { payload } = await installation.client.deliveries.list(webhook.id, { limit: 1 });
        return payload.length > 0;
      });

      const outcome = await send('POST', `/deliveries/${await newestDelivery()}/resend`);
      await endpoint.stop();

      expect(outcome).toEqual(invalid('status'));
    });

    it('all of it for a webhook that is deleted', async () => {
      const { webhooks } = installation.client;
      const deleted = await webhooks.create({ url: `${receiver.url}/deleted` });
      await publish('one');
      await settle();
      const { payload } = await installation.client.deliveries.list(deleted.id);
      const { id } = await recoveries().create(deleted.id, { since: LONG_AGO });
      await webhooks.delete(deleted.id);

      for (const [method, rest, body] of [
        ['GET', '/recoveries'],
        ['GET', `/recoveries/${id}`],
        ['POST', `/recoveries/${id}/cancel`],
        ['POST', '/recoveries', { since: LONG_AGO }],
        ['POST', `/deliveries/${payload[0]!.id}/resend`],
      ] as const) {
        expect(await send(method, rest, body, deleted.id)).toEqual(NOT_FOUND);
      }
      await waitUntil(
        'the recovery to end',
        async () =>
          (
            await query(
              installation.databaseUrl,
              'SELECT 1 FROM recoveries WHERE finished_at_ms IS NULL',
            )
          ).length === 0,
      );
    });
  });
});
