import { ACCESS_TOKEN, Receiver, waitUntil } from '@app/harness';
import { query, untilNothingIsLeftToDeliver } from '../support/database';
import { Installation, openConversation } from '../support/installation';
import { callRest, WITH_TOKEN } from '../support/rest';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}
interface Content {
  readonly content?: { readonly 'application/json'?: { readonly schema?: Schema } };
}
interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
  readonly security?: readonly object[];
}
interface OpenApi {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}
interface LogLine {
  readonly level: number;
  readonly time: number;
  readonly msg?: string;
  readonly requestId?: string;
}

const ACCOUNT = '/api/v1/accounts/{accountId}';
const CLIENT_API = '/public/api/v1/inboxes/{inboxIdentifier}';

describe('A running server', () => {
  const receiver = new Receiver(() => 500);
  let installation: Installation;
  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(installation.server.url + path, { headers });

  beforeAll(async () => {
    await receiver.start();
    installation = await Installation.start({
      env: { LOG_LEVEL: 'trace', RETRY_SCHEDULE: '0.01' },
    });
  });

  afterAll(async () => {
    await installation.remove();
    await receiver.stop();
  });

  it.each(['/health/live', '/health/ready'])(
    'answers 200 to GET %s, without a token',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({ status: 'ok' });
    },
  );

  describe('documents its API:', () => {
    let document: OpenApi;
    let operations: {
      readonly path: string;
      readonly method: string;
      readonly operation: Operation;
    }[];
    const resolve = (schema: Schema): Schema =>
      schema.$ref ? document.components.schemas[schema.$ref.split('/').at(-1)!]! : schema;

    beforeAll(async () => {
      document = (await (await get('/docs/openapi.json')).json()) as OpenApi;
      operations = Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
      );
    });

    it('for people, at /docs', async () => {
      const response = await get('/docs');
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toMatch(/^text\/html\b/);
      expect(await response.text()).toContain('<title>Hoory Webhooks API</title>');
    });

    it('as OpenAPI 3.1', () => {
      expect(document.openapi).toMatch(/^3\.1\.\d$/);
      expect(document.info).toMatchObject({ title: 'Hoory Webhooks', version: expect.any(String) });
    });

    it('every call that there is', () => {
      expect(
        operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`).toSorted(),
      ).toEqual(
        [
          'GET /health/live',
          'GET /health/ready',
          `GET ${ACCOUNT}/inboxes`,
          `POST ${ACCOUNT}/inboxes`,
          `GET ${ACCOUNT}/inboxes/{inboxId}`,
          `PATCH ${ACCOUNT}/inboxes/{inboxId}`,
          `GET ${ACCOUNT}/contacts`,
          `POST ${ACCOUNT}/contacts`,
          `GET ${ACCOUNT}/contacts/search`,
          `GET ${ACCOUNT}/contacts/{contactId}`,
          `PATCH ${ACCOUNT}/contacts/{contactId}`,
          `PUT ${ACCOUNT}/contacts/{contactId}`,
          `DELETE ${ACCOUNT}/contacts/{contactId}`,
          `POST ${ACCOUNT}/contacts/{contactId}/contact_inboxes`,
          `POST ${CLIENT_API}/contacts`,
          `GET ${CLIENT_API}/contacts/{sourceId}`,
          `PATCH ${CLIENT_API}/contacts/{sourceId}`,
          'POST /api/v1/widget/events',
          `POST ${ACCOUNT}/conversations`,
          `POST ${ACCOUNT}/conversations/{conversationId}/messages`,
          `GET ${ACCOUNT}/webhooks`,
          `POST ${ACCOUNT}/webhooks`,
          `PATCH ${ACCOUNT}/webhooks/{webhookId}`,
          `PUT ${ACCOUNT}/webhooks/{webhookId}`,
          `DELETE ${ACCOUNT}/webhooks/{webhookId}`,
        ].toSorted(),
      );
    });

    it('each under an id of its own, with every parameter of its path', () => {
      expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(
        operations.length,
      );
      for (const { path, operation } of operations) {
        const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
        const declared = operation.parameters.filter((parameter) => parameter.in === 'path');
        expect(declared.map(({ name }) => name).toSorted()).toEqual(named.toSorted());
      }
    });

    it('with no reference that leads nowhere', () => {
      const references = JSON.stringify(document).matchAll(
        /"\$ref":"#\/components\/schemas\/(\w+)"/g,
      );
      const missing = [...references].filter(([, name]) => !document.components.schemas[name!]);
      expect(missing).toEqual([]);
    });

    it('with the fields of every body that goes in or comes out', () => {
      const bodies = operations.flatMap(({ operation }) =>
        [operation.requestBody, ...Object.values(operation.responses)].flatMap(
          (body) => body?.content?.['application/json'] ?? [],
        ),
      );
      const described = bodies.map(({ schema }) => Object.keys(resolve(schema!).properties ?? {}));
      expect(described.length).toBeGreaterThan(operations.length);
      expect(described).not.toContainEqual([]);
    });

    it('with every field of a schema described, and none as anything at all', () => {
      const fields = Object.entries(document.components.schemas).flatMap(([name, schema]) =>
        Object.entries(schema.properties ?? {}).map(
          ([field, value]) => [`${name}.${field}`, value] as const,
        ),
      );
      const vague = fields.filter(
        ([, value]) => !('$ref' in value || 'type' in value || 'anyOf' in value),
      );
      expect(vague.map(([field]) => field)).toEqual([]);
    });

    it.each([
      ['post', `${ACCOUNT}/webhooks`, ['format', 'inbox_id', 'name', 'subscriptions', 'url']],
      [
        'patch',
        `${ACCOUNT}/webhooks/{webhookId}`,
        ['format', 'inbox_id', 'name', 'subscriptions', 'url'],
      ],
      [
        'post',
        `${ACCOUNT}/conversations/{conversationId}/messages`,
        [
          'content',
          'content_attributes',
          'content_type',
          'echo_id',
          'message_type',
          'private',
          'source_id',
        ],
      ],
    ])('with all that %s %s takes', (method, path, fields) => {
      const body =
        document.paths[path]![method]!.requestBody!.content!['application/json']!.schema!;
      expect(Object.keys(resolve(body).properties!).toSorted()).toEqual(fields);
    });

    it('and that all of it takes an access token but the health checks and what contacts call', () => {
      const open = operations.filter(({ operation }) => !operation.security?.length);
      const others = open
        .map(({ path }) => path)
        .filter((path) => !path.startsWith(CLIENT_API) && !path.startsWith('/api/v1/widget/'));
      expect(others.toSorted()).toEqual(['/health/live', '/health/ready']);
    });
  });

  describe('knows each request by an id:', () => {
    it.each(['order-4711', '0190b6a2-0000-7000-8000-000000000001', 'a/b:c=d+e'])(
      "gives the caller's own back: %s",
      async (id) => {
        const response = await get('/health/live', { 'x-request-id': id });
        expect(response.headers.get('x-request-id')).toBe(id);
      },
    );

    it.each([
      ['an empty one', ''],
      ['one with spaces', 'a b'],
      ['one that would spoil a log', '{"level":60}'],
      ['one of 129 characters', 'x'.repeat(129)],
    ])('makes one where the caller gives %s', async (_, id) => {
      const make = async (): Promise<string | null> =>
        (await get('/health/live', { 'x-request-id': id })).headers.get('x-request-id');
      const made = await make();
      expect(made).toMatch(/^[\w-]{8,}$/);
      expect(made).not.toBe(await make());
    });

    it('also where it is refused, or asks for what there is not', async () => {
      for (const path of ['/api/v1/accounts/1/webhooks', '/no-such-thing']) {
        const response = await get(path, { 'x-request-id': 'refused-1' });
        expect(response.status).toBeGreaterThanOrEqual(400);
        expect(response.headers.get('x-request-id')).toBe('refused-1');
      }
    });

    it('and keeps it with the events that the request leads to', async () => {
      const { url } = installation.server;
      const headers = { ...WITH_TOKEN, 'x-request-id': 'order-4712' };
      await callRest(url, { method: 'POST', path: '/contacts', body: { name: 'Ada' }, headers });
      const [event] = query<{ correlationId: string }>(
        installation.databasePath,
        `SELECT metadata ->> '$.correlationId' AS correlationId FROM events
         ORDER BY position DESC LIMIT 1`,
      );
      expect(event).toEqual({ correlationId: 'order-4712' });
    });
  });

  describe('logs', () => {
    const WRONG_TOKEN = 'not-the-access-token';
    let signingSecret: string;
    let lines: readonly string[];

    beforeAll(async () => {
      const { client, server, databasePath } = installation;
      ({ secret: signingSecret } = await client.webhooks.create({ url: receiver.url }));
      const { conversationId } = await openConversation(client);
      await client.messages.create(conversationId, { content: 'Confidential' });
      await untilNothingIsLeftToDeliver(databasePath);
      for (const [token, body] of [
        [WRONG_TOKEN, {}],
        [ACCESS_TOKEN, { url: 'no URL', name: ACCESS_TOKEN }],
        [ACCESS_TOKEN, '{"malformed":'],
      ] as const) {
        await callRest(server.url, {
          method: 'POST',
          path: '/webhooks',
          body,
          headers: { authorization: `Bearer ${token}`, 'x-request-id': 'logged-1' },
        });
      }
      // A request is logged once its answer is out.
      await waitUntil(
        'the log to have them',
        () => server.logLines.filter((line) => line.includes('logged-1')).length === 3,
      );
      lines = server.logLines;
    });

    const parsed = (): LogLine[] => lines.map((line) => JSON.parse(line) as LogLine);

    it('one JSON object a line, with level and time', () => {
      expect(lines.length).toBeGreaterThan(10);
      for (const line of parsed()) {
        expect(line).toEqual(
          expect.objectContaining({ level: expect.any(Number), time: expect.any(Number) }),
        );
      }
    });

    it('each request under its id, with what became of it and how long that took', () => {
      const requests = parsed().filter(({ requestId }) => requestId === 'logged-1');
      expect(requests).toEqual(
        [401, 422, 400].map((statusCode) =>
          expect.objectContaining({
            method: 'POST',
            path: '/api/v1/accounts/1/webhooks',
            statusCode,
            durationMs: expect.any(Number),
            msg: 'request',
          }),
        ),
      );
    });

    it('no request without its id', () => {
      const requests = parsed().filter(({ msg }) => msg === 'request');
      expect(requests.length).toBeGreaterThan(5);
      expect(requests.filter(({ requestId }) => !requestId)).toEqual([]);
    });

    it('no token, no secret and nothing of what people write', () => {
      const log = lines.join('\n');
      for (const text of [ACCESS_TOKEN, WRONG_TOKEN, signingSecret, 'Confidential']) {
        expect(log).not.toContain(text);
      }
    });
  });
});
