import { Installation } from '../support/installation';
import { callRest, WITH_TOKEN, type RestReply } from '../support/rest';

const ISO_TIME: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const MESSAGE_ID = /^msg_[\da-f-]{36}_(\d+)$/;
const GIVEN_SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const DAY_MS = 86_400_000;

interface WebhookBody {
  readonly id: number;
  readonly secret: string;
  readonly previous_secret_valid_until: string | null;
}

interface HistoryBody {
  readonly payload: readonly {
    readonly version: number;
    readonly type: string;
    readonly [detail: string]: unknown;
  }[];
  readonly meta: { readonly next_before: number | null };
}

describe('The REST calls for the state of a webhook', () => {
  let installation: Installation;
  let created: WebhookBody;

  const call = (
    method: string,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = WITH_TOKEN,
  ): Promise<RestReply> =>
    callRest(installation.server.url, {
      method,
      path: `/webhooks${path}`,
      headers,
      ...(body && { body }),
    });
  const post = (path: string, body?: object) => call('POST', `/${created.id}/${path}`, body);
  const history = async (query = ''): Promise<HistoryBody> =>
    (await call('GET', `/${created.id}/history${query}`)).body as HistoryBody;
  const listed = async (): Promise<unknown> => {
    const { body } = await call('GET', '');
    return (body as { payload: { webhooks: unknown[] } }).payload.webhooks[0];
  };

  beforeAll(async () => {
    installation = await Installation.start();
  });
  beforeEach(async () => {
    const webhook = {
      url: 'https://example.com/hooks',
      name: 'CRM',
      subscriptions: ['contact_created', 'message_created'],
      headers: { 'X-Key': 'key-of-acme' },
      secret: GIVEN_SECRET,
    };
    created = webhookIn(await call('POST', '', webhook));
  });
  afterEach(() => call('DELETE', `/${created.id}`));
  afterAll(() => installation.remove());

  it('disable it, say why and when, and enable it again', async () => {
    const reply = await post('disable');
    const disabled = {
      ...created,
      status: 'disabled',
      disabled_reason: 'owner',
      disabled_at: ISO_TIME,
    };
    expect(reply).toMatchObject({ status: 200, body: { payload: { webhook: disabled } } });
    expect(await listed()).toEqual(disabled);
    expect(webhookIn(await post('disable'))).toEqual(webhookIn(reply));

    expect(await post('enable')).toMatchObject({
      status: 200,
      body: { payload: { webhook: created } },
    });
    expect(await listed()).toEqual(created);
  });

  it('take what a disabled webhook is to be', async () => {
    const disabled = webhookIn(await post('disable'));
    const moved = { ...disabled, url: 'https://example.com/moved' };
    expect(webhookIn(await call('PATCH', `/${created.id}`, moved))).toEqual(moved);
  });

  it('rotate its secret, and say until when the one of before is good', async () => {
    const rotatedAtMs = Date.now();
    const reply = await post('secret/rotate');
    const { secret, previous_secret_valid_until: validUntil, ...rest } = webhookIn(reply);
    const { secret: before, previous_secret_valid_until: _, ...others } = created;
    expect(reply.status).toBe(200);
    expect(rest).toEqual(others);
    expect(secret).toMatch(/^whsec_/);
    expect(secret).not.toBe(before);
    expect(Date.parse(validUntil!)).toBeGreaterThanOrEqual(rotatedAtMs + DAY_MS);
    expect(await listed()).toEqual(webhookIn(reply));
  });

  it('rotate it to a given one, with an overlap or without', async () => {
    const given = `whsec_${Buffer.alloc(64, 8).toString('base64')}`;
    expect(webhookIn(await post('secret/rotate', { secret: given }))).toEqual({
      ...created,
      secret: given,
      previous_secret_valid_until: ISO_TIME,
    });
    const rotation = { secret: GIVEN_SECRET, overlap_seconds: 0 };
    expect(webhookIn(await post('secret/rotate', rotation))).toEqual(created);
  });

  it('rotate it once under one idempotency key', async () => {
    const headers = { ...WITH_TOKEN, 'idempotency-key': `rotate-${created.id}` };
    const path = `/${created.id}/secret/rotate`;
    const first = await call('POST', path, {}, headers);
    const second = await call('POST', path, {}, headers);
    expect(second).toEqual({ ...first, replayed: true });
    expect((await history()).payload).toHaveLength(2);
  });

  it('ask for a test, and say by which id its POST can be known', async () => {
    const reply = await post('test', { event: 'message_updated' });
    const { message_id } = (reply.body as { payload: { message_id: string } }).payload;
    expect(reply.status).toBe(202);
    expect(MESSAGE_ID.exec(message_id)?.[1]).toBe(String(created.id));
    expect((await history()).payload[0]).toMatchObject({
      type: 'webhook_test_requested',
      event: 'message_updated',
      message_id,
    });
  });

  it('ask for a test of the first event it subscribes to', async () => {
    await post('test');
    expect((await history()).payload[0]).toMatchObject({ event: 'contact_created' });
  });

  it('tell its history, newest first, in pages, without what is secret', async () => {
    await call('PATCH', `/${created.id}`, { rate_limit: 50, headers: { 'X-Other': 'other-key' } });
    await post('secret/rotate', { overlap_seconds: 0 });
    await post('disable');
    await post('enable', { deliver_missed: false, rate: 7 });
    await post('disable');
    await post('enable');
    const settings = {
      url: 'https://example.com/hooks',
      name: 'CRM',
      subscriptions: ['contact_created', 'message_created'],
      format: 'hoory',
      inbox_id: null,
      timeout_seconds: 15,
      rate_limit: null,
      ordering: 'none',
      custom_header_names: ['X-Key'],
    };
    const by = { at: ISO_TIME, actor: { id: 1, type: 'user' } };
    const disabled = { type: 'webhook_disabled', ...by, reason: 'owner', failing_since: null };

    const first = await history('?limit=5');
    expect(first).toEqual({
      payload: [
        { version: 7, type: 'webhook_enabled', ...by, deliver_missed: true, rate: 100 },
        { version: 6, ...disabled },
        { version: 5, type: 'webhook_enabled', ...by, deliver_missed: false, rate: 7 },
        { version: 4, ...disabled },
        {
          version: 3,
          type: 'webhook_secret_rotated',
          ...by,
          previous_secret_valid_until: null,
        },
      ],
      meta: { next_before: 3 },
    });
    const last = await history(`?limit=5&before=${first.meta.next_before}`);
    expect(last).toEqual({
      payload: [
        {
          version: 2,
          type: 'webhook_updated',
          ...by,
          settings: { ...settings, rate_limit: 50, custom_header_names: ['X-Other'] },
        },
        { version: 1, type: 'webhook_created', ...by, settings },
      ],
      meta: { next_before: null },
    });
    expect(JSON.stringify([first, last])).not.toMatch(/whsec_|v1\.|key-of-acme|other-key/);
  });
});

function webhookIn({ body }: RestReply): WebhookBody {
  return (body as { payload: { webhook: WebhookBody } }).payload.webhook;
}
