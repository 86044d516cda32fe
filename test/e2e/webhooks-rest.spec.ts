import { ACCESS_TOKEN } from '@app/harness';
import { Installation, openConversation } from '../support/installation';
import { callRest, WITH_TOKEN, type RestReply, type RestRequest } from '../support/rest';

const DEFAULT_SUBSCRIPTIONS = [
  'conversation_status_changed',
  'conversation_updated',
  'conversation_created',
  'contact_created',
  'contact_updated',
  'message_created',
  'message_updated',
  'webwidget_triggered',
];

/** `whsec_` and base64 of 24 to 64 bytes. */
const SECRET =
  /^whsec_(?=.{32,88}$)(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const GIVEN_SECRET = `whsec_${Buffer.alloc(64, 7).toString('base64')}`;

/** What a webhook has beside what it was given. */
const DEFAULTS = {
  previous_secret_valid_until: null,
  timeout_seconds: 15,
  rate_limit: null,
  ordering: 'none',
  custom_header_names: [],
  status: 'enabled',
  disabled_reason: null,
  disabled_at: null,
};

const URL_TAKEN = { message: 'Url has already been taken', attributes: ['url'] };
const NOT_FOUND = { error: 'Resource could not be found' };

interface WebhookBody {
  readonly id: number;
  readonly secret: string;
  readonly [field: string]: unknown;
}

describe('The REST calls for webhooks', () => {
  let installation: Installation;
  let inboxId: number;
  let otherInboxId: number;

  const call = (request: RestRequest): Promise<RestReply> =>
    callRest(installation.server.url, request);
  const post = (body: unknown): Promise<RestReply> =>
    call({ method: 'POST', path: '/webhooks', body });
  const create = async (body: object): Promise<WebhookBody> => webhookIn(await post(body));
  const list = async (): Promise<WebhookBody[]> => {
    const { body } = await call({ method: 'GET', path: '/webhooks' });
    return (body as { payload: { webhooks: WebhookBody[] } }).payload.webhooks;
  };

  beforeAll(async () => {
    installation = await Installation.start();
    ({ inboxId } = await openConversation(installation.client));
    ({ inboxId: otherInboxId } = await openConversation(installation.client));
  });

  afterEach(async () => {
    for (const { id } of await list()) await call({ method: 'DELETE', path: `/webhooks/${id}` });
  });

  afterAll(() => installation.remove());

  describe('POST', () => {
    it('answers 200 with the webhook, its defaults filled in', async () => {
      const reply = await post({ url: 'https://example.com/hooks' });

      expect(reply).toMatchObject({ status: 200, contentType: 'application/json; charset=utf-8' });
      expect(reply.body).toEqual({
        payload: {
          webhook: {
            id: expect.any(Number),
            name: null,
            url: 'https://example.com/hooks',
            account_id: 1,
            subscriptions: DEFAULT_SUBSCRIPTIONS,
            secret: expect.stringMatching(SECRET),
            format: 'hoory',
            ...DEFAULTS,
          },
        },
      });
    });

    it.each([
      ['flat', (webhook: object) => webhook],
      ['under `webhook`', (webhook: object) => ({ webhook })],
    ])('takes every field, %s', async (_, wrap) => {
      const reply = await post(
        wrap({
          url: 'https://example.com/hooks',
          name: 'CRM',
          subscriptions: ['contact_created', 'message_created'],
          inbox_id: inboxId,
          format: 'hoory',
          timeout_seconds: 30,
          rate_limit: 1_000,
          ordering: 'conversation',
          headers: { 'X-Key': 'key-of-acme', Authorization: 'Bearer of-acme' },
          secret: GIVEN_SECRET,
        }),
      );

      expect(reply.status).toBe(200);
      expect(webhookIn(reply)).toEqual({
        id: expect.any(Number),
        name: 'CRM',
        url: 'https://example.com/hooks',
        account_id: 1,
        subscriptions: ['contact_created', 'message_created'],
        secret: GIVEN_SECRET,
        format: 'hoory',
        inbox: { id: inboxId, name: 'API' },
        ...DEFAULTS,
        timeout_seconds: 30,
        rate_limit: 1_000,
        ordering: 'conversation',
        custom_header_names: ['X-Key', 'Authorization'],
      });
      expect(reply.text).not.toContain('of-acme');
    });

    it('takes null for what has a default', async () => {
      const nothing = { timeout_seconds: null, rate_limit: null, ordering: null, headers: null };
      expect(await create({ url: 'https://example.com', ...nothing, secret: null })).toMatchObject(
        DEFAULTS,
      );
    });

    it('takes an id as a decimal string', async () => {
      const webhook = await create({ url: 'https://example.com', inbox_id: String(inboxId) });
      expect(webhook['inbox']).toEqual({ id: inboxId, name: 'API' });
    });

    it('gives each webhook an id and a secret of its own', async () => {
      const one = await create({ url: 'https://example.com/1' });
      const two = await create({ url: 'https://example.com/2' });
      expect(two.id).toBeGreaterThan(one.id);
      expect(two.secret).not.toBe(one.secret);
    });

    it.each([
      ['is the same', 'https://example.com/hooks?a=1'],
      ['is written in capitals', 'HTTPS://EXAMPLE.COM/hooks?a=1'],
      ['names the default port', 'https://example.com:443/hooks?a=1'],
      ['goes a roundabout way', 'https://example.com/x/../hooks?a=1'],
      ['adds a fragment', 'https://example.com/hooks?a=1#top'],
    ])('takes a URL once: 422 to one that %s', async (_, url) => {
      await create({ url: 'https://example.com/hooks?a=1' });

      expect(await post({ url })).toMatchObject({ status: 422, body: URL_TAKEN });
      expect(await list()).toHaveLength(1);
    });

    it.each([
      'https://example.com/Hooks?a=1',
      'https://example.com/hooks/?a=1',
      'https://example.com/hooks?a=2',
      'https://example.com:8443/hooks?a=1',
      'http://example.com/hooks?a=1',
      'http://localhost:3000',
      'http://127.0.0.1',
      'http://[::1]:8080/',
      'http://intranet/hooks',
    ])('takes %s beside another URL', async (url) => {
      await create({ url: 'https://example.com/hooks?a=1' });
      expect((await post({ url })).status).toBe(200);
    });

    it.each([[[]], [['message_created', 'message_creatd']]])(
      'answers 422 to the subscriptions %j',
      async (subscriptions) => {
        expect(await post({ url: 'https://example.com', subscriptions })).toMatchObject({
          status: 422,
          body: { message: 'Subscriptions Invalid events', attributes: ['subscriptions'] },
        });
      },
    );

    it('answers 422 to a URL that is none', async () => {
      expect(await post({ url: 'example.com/hooks' })).toMatchObject({
        status: 422,
        body: { message: 'Url is invalid', attributes: ['url'] },
      });
    });
  });

  describe('GET', () => {
    it('answers 200 with an empty list where there is none', async () => {
      const { status, text } = await call({ method: 'GET', path: '/webhooks' });
      expect({ status, text }).toEqual({ status: 200, text: '{"payload":{"webhooks":[]}}' });
    });

    it('lists the webhooks as POST gave them, in the order of their creation', async () => {
      const created = [
        await create({ url: 'https://example.com/b' }),
        await create({ url: 'https://example.com/a', name: 'A', inbox_id: inboxId }),
      ];
      const { status, body } = await call({ method: 'GET', path: '/webhooks' });
      expect({ status, body }).toEqual({ status: 200, body: { payload: { webhooks: created } } });
    });
  });

  describe.each(['PATCH', 'PUT'])('%s', (method) => {
    let created: WebhookBody;
    const change = (body: object, id = created.id): Promise<RestReply> =>
      call({ method, path: `/webhooks/${id}`, body });

    const headersAfter = async (headers: object | null) =>
      webhookIn(await change({ headers }))['custom_header_names'];

    beforeEach(async () => {
      created = await create({ url: 'https://example.com/1', name: 'One', inbox_id: inboxId });
    });

    it.each([
      ['url', 'https://example.com/2'],
      ['name', 'Two'],
      ['subscriptions', ['message_updated']],
      ['format', 'chatwoot'],
      ['timeout_seconds', 1],
      ['rate_limit', 1],
      ['ordering', 'conversation'],
    ])('changes the %s and leaves the rest', async (field, value) => {
      const { status, body } = await change({ [field]: value });
      const webhook = { ...created, [field]: value };
      expect({ status, body }).toEqual({ status: 200, body: { payload: { webhook } } });
      expect(await list()).toEqual([webhook]);
    });

    it('changes the inbox, its id a number or a decimal string', async () => {
      for (const inbox_id of [otherInboxId, String(otherInboxId)]) {
        expect(webhookIn(await change({ inbox_id }))['inbox']).toEqual({
          id: otherInboxId,
          name: 'API',
        });
      }
    });

    it('takes the name and the inbox away where they are null', async () => {
      const { inbox: _, ...rest } = created;
      expect(webhookIn(await change({ name: null, inbox_id: null }))).toEqual({
        ...rest,
        name: null,
      });
    });

    it('takes headers in the place of all there are, and away', async () => {
      expect(await headersAfter({ 'X-Key': 'a', 'X-Tenant': '7' })).toEqual(['X-Key', 'X-Tenant']);
      expect(await headersAfter({ 'X-Tenant': '7' })).toEqual(['X-Tenant']);
      expect(await headersAfter({})).toEqual([]);
      await headersAfter({ 'X-Key': 'a' });
      expect(await headersAfter(null)).toEqual([]);
    });

    it('keeps the secret, and says how another takes its place', async () => {
      expect(await change({ secret: GIVEN_SECRET, name: 'Two' })).toMatchObject({
        status: 422,
        body: {
          message: 'Secret must be the one of now: another takes its place by rotating it',
          attributes: ['secret'],
        },
      });
      expect(await list()).toEqual([created]);
    });

    it('takes the fields under `webhook`', async () => {
      expect(webhookIn(await change({ webhook: { name: 'Two' } }))).toEqual({
        ...created,
        name: 'Two',
      });
    });

    it('takes back all of what it answered, and changes what is new in it', async () => {
      expect(webhookIn(await change({ ...created, name: 'Two' }))).toEqual({
        ...created,
        name: 'Two',
      });
    });

    it('takes the URL the webhook has', async () => {
      expect(webhookIn(await change({ url: 'https://example.com/1', name: 'Same' }))).toEqual({
        ...created,
        name: 'Same',
      });
    });

    it.each(['https://example.com/2', 'HTTPS://Example.com:443/2'])(
      'answers 422 to %s, which another webhook has, and changes nothing',
      async (url) => {
        const other = await create({ url: 'https://example.com/2' });
        expect(await change({ url, name: 'Two' })).toMatchObject({ status: 422, body: URL_TAKEN });
        expect(await list()).toEqual([created, other]);
      },
    );

    it('answers 404 to a webhook that there is not', async () => {
      expect(await change({ name: 'Two' }, 999)).toMatchObject({ status: 404, body: NOT_FOUND });
    });
  });

  describe('DELETE', () => {
    it('answers 200 with an empty body', async () => {
      const { id } = await create({ url: 'https://example.com' });
      const { status, text } = await call({ method: 'DELETE', path: `/webhooks/${id}` });
      expect({ status, text }).toEqual({ status: 200, text: '' });
      expect(await list()).toEqual([]);
    });

    it('takes a request that announces JSON and has none, as some clients send it', async () => {
      const { id } = await create({ url: 'https://example.com' });
      const reply = await call({ method: 'DELETE', path: `/webhooks/${id}`, body: '' });
      expect(reply.status).toBe(200);
    });

    it.each(['DELETE', 'PATCH', 'PUT'])('leaves nothing to %s', async (method) => {
      const { id } = await create({ url: 'https://example.com' });
      await call({ method: 'DELETE', path: `/webhooks/${id}` });
      const body = method === 'DELETE' ? undefined : {};
      expect(await call({ method, path: `/webhooks/${id}`, body })).toMatchObject({
        status: 404,
        body: NOT_FOUND,
      });
    });

    it('frees the URL for another webhook', async () => {
      const { id } = await create({ url: 'https://example.com' });
      await call({ method: 'DELETE', path: `/webhooks/${id}` });
      const again = await create({ url: 'https://example.com' });
      expect(again.id).not.toBe(id);
    });
  });

  describe('The access token', () => {
    const bearer = { authorization: `Bearer ${ACCESS_TOKEN}` };

    it.each([
      ['in api_access_token', WITH_TOKEN],
      ['in Authorization', bearer],
      ['in both, as the published clients send it', { ...WITH_TOKEN, ...bearer }],
    ])('is taken %s', async (_, headers) => {
      expect(await call({ method: 'GET', path: '/webhooks', headers })).toMatchObject({
        status: 200,
      });
    });
  });
});

function webhookIn({ body }: RestReply): WebhookBody {
  return (body as { payload: { webhook: WebhookBody } }).payload.webhook;
}
