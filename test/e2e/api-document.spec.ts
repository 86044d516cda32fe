import { EVENT_NAMES } from '@app/payloads';
import { Installation } from '../support/installation';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
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
  readonly webhooks: Readonly<Record<string, object>>;
}

const ACCESS_TOKENS = '/api/v1/profile/access_tokens';
const ACCOUNT = '/api/v1/accounts/{accountId}';
const CLIENT_API = '/public/api/v1/inboxes/{inboxIdentifier}';
const PLATFORM = '/platform/api/v1';
const CONVERSATION = `${ACCOUNT}/conversations/{conversationId}`;
const WEBHOOK = `${ACCOUNT}/webhooks/{webhookId}`;
const OWN_CONVERSATIONS = `${CLIENT_API}/contacts/{sourceId}/conversations`;

/** By path. */
const CALLS: Readonly<Record<string, string>> = {
  '/health/live': 'GET',
  '/health/ready': 'GET',
  '/api/v1/event_types': 'GET',
  '/api/v1/profile': 'GET',
  '/api/v1/session': 'GET POST DELETE',
  '/api/v1/session/first_run': 'POST',
  [ACCESS_TOKENS]: 'GET POST',
  [`${ACCESS_TOKENS}/{tokenId}`]: 'DELETE',
  [`${ACCOUNT}/agents`]: 'GET POST',
  [`${ACCOUNT}/teams`]: 'GET POST',
  [`${ACCOUNT}/teams/{teamId}`]: 'GET PATCH DELETE',
  [`${ACCOUNT}/teams/{teamId}/team_members`]: 'GET POST DELETE',
  [`${ACCOUNT}/inboxes`]: 'GET POST',
  [`${ACCOUNT}/inboxes/{inboxId}`]: 'GET PATCH',
  [`${ACCOUNT}/contacts`]: 'GET POST',
  [`${ACCOUNT}/contacts/search`]: 'GET',
  [`${ACCOUNT}/contacts/filter`]: 'POST',
  [`${ACCOUNT}/contacts/{contactId}`]: 'GET PATCH PUT DELETE',
  [`${ACCOUNT}/contacts/{contactId}/contact_inboxes`]: 'POST',
  [`${ACCOUNT}/contacts/{contactId}/contactable_inboxes`]: 'GET',
  [`${ACCOUNT}/contacts/{contactId}/conversations`]: 'GET',
  [`${ACCOUNT}/conversations`]: 'GET POST',
  [`${ACCOUNT}/conversations/meta`]: 'GET',
  [CONVERSATION]: 'GET DELETE',
  [`${CONVERSATION}/messages`]: 'GET POST',
  [`${CONVERSATION}/messages/{messageId}`]: 'PATCH DELETE',
  [`${CONVERSATION}/assignments`]: 'POST',
  [`${CONVERSATION}/custom_attributes`]: 'POST',
  [`${CONVERSATION}/labels`]: 'GET POST',
  [`${CONVERSATION}/toggle_priority`]: 'POST',
  [`${CONVERSATION}/toggle_status`]: 'POST',
  [`${CONVERSATION}/toggle_typing_status`]: 'POST',
  [`${CONVERSATION}/update_last_seen`]: 'POST',
  [`${ACCOUNT}/events`]: 'GET',
  [`${ACCOUNT}/events/stream`]: 'GET',
  [`${ACCOUNT}/events/{position}/webhooks`]: 'GET',
  [`${ACCOUNT}/webhooks`]: 'GET POST',
  [WEBHOOK]: 'PATCH PUT DELETE',
  [`${WEBHOOK}/disable`]: 'POST',
  [`${WEBHOOK}/enable`]: 'POST',
  [`${WEBHOOK}/secret/rotate`]: 'POST',
  [`${WEBHOOK}/test`]: 'POST',
  [`${WEBHOOK}/history`]: 'GET',
  [`${WEBHOOK}/statistics`]: 'GET',
  [`${WEBHOOK}/deliveries`]: 'GET',
  [`${WEBHOOK}/deliveries/{deliveryId}`]: 'GET',
  [`${WEBHOOK}/deliveries/{deliveryId}/resend`]: 'POST',
  [`${WEBHOOK}/recoveries`]: 'GET POST',
  [`${WEBHOOK}/recoveries/{recoveryId}`]: 'GET',
  [`${WEBHOOK}/recoveries/{recoveryId}/cancel`]: 'POST',
  [`${WEBHOOK}/replays`]: 'GET POST',
  [`${WEBHOOK}/replays/{replayId}`]: 'GET PATCH',
  [`${WEBHOOK}/replays/{replayId}/events`]: 'GET',
  [`${WEBHOOK}/replays/{replayId}/pause`]: 'POST',
  [`${WEBHOOK}/replays/{replayId}/resume`]: 'POST',
  [`${WEBHOOK}/replays/{replayId}/cancel`]: 'POST',
  [`${CLIENT_API}/contacts`]: 'POST',
  [`${CLIENT_API}/contacts/{sourceId}`]: 'GET PATCH',
  [OWN_CONVERSATIONS]: 'GET POST',
  [`${OWN_CONVERSATIONS}/{conversationId}`]: 'GET',
  [`${OWN_CONVERSATIONS}/{conversationId}/messages`]: 'GET POST',
  [`${OWN_CONVERSATIONS}/{conversationId}/messages/{messageId}`]: 'PATCH',
  [`${OWN_CONVERSATIONS}/{conversationId}/toggle_status`]: 'POST',
  [`${OWN_CONVERSATIONS}/{conversationId}/toggle_typing`]: 'POST',
  [`${OWN_CONVERSATIONS}/{conversationId}/update_last_seen`]: 'POST',
  '/api/v1/widget/events': 'POST',
  [`${PLATFORM}/accounts`]: 'POST',
  [`${PLATFORM}/accounts/{accountId}`]: 'GET PATCH DELETE',
  [`${PLATFORM}/accounts/{accountId}/account_users`]: 'GET POST DELETE',
  [`${PLATFORM}/users`]: 'POST',
  [`${PLATFORM}/users/{userId}/token`]: 'GET POST',
};
const EVERY_CALL = Object.entries(CALLS).flatMap(([path, methods]) =>
  methods.split(' ').map((method) => `${method} ${path}`),
);

const WEBHOOK_SETTINGS =
  'subscriptions url name inbox_id format timeout_seconds rate_limit ordering headers';

/** What each call takes in its body. */
const TAKEN: Readonly<Record<string, string>> = {
  'POST /api/v1/session': 'email password',
  'POST /api/v1/session/first_run': 'access_token email name password',
  [`POST ${ACCESS_TOKENS}`]: 'name',
  [`POST ${ACCOUNT}/agents`]: 'role name email',
  [`POST ${ACCOUNT}/teams`]: 'name description allow_auto_assign',
  [`PATCH ${ACCOUNT}/teams/{teamId}`]: 'name description allow_auto_assign',
  [`POST ${ACCOUNT}/teams/{teamId}/team_members`]: 'user_ids',
  [`DELETE ${ACCOUNT}/teams/{teamId}/team_members`]: 'user_ids',
  [`POST ${PLATFORM}/accounts`]: 'name',
  [`PATCH ${PLATFORM}/accounts/{accountId}`]: 'name',
  [`POST ${PLATFORM}/accounts/{accountId}/account_users`]: 'role user_id',
  [`DELETE ${PLATFORM}/accounts/{accountId}/account_users`]: 'user_id',
  [`POST ${PLATFORM}/users`]: 'name display_name email password',
  [`POST ${ACCOUNT}/conversations`]:
    'snoozed_until source_id inbox_id contact_id status assignee_id team_id additional_attributes custom_attributes message',
  [`POST ${CONVERSATION}/toggle_status`]: 'snoozed_until status',
  [`POST ${CONVERSATION}/toggle_typing_status`]: 'typing_status is_private',
  [`POST ${CONVERSATION}/labels`]: 'labels',
  [`POST ${CONVERSATION}/toggle_priority`]: 'priority',
  [`POST ${CONVERSATION}/custom_attributes`]: 'custom_attributes',
  [`POST ${CONVERSATION}/assignments`]: 'assignee_id team_id',
  [`POST ${CONVERSATION}/messages`]:
    'attachments content message_type private content_type content_attributes echo_id source_id',
  [`PATCH ${CONVERSATION}/messages/{messageId}`]: 'content status external_error',
  [`POST ${OWN_CONVERSATIONS}`]: 'custom_attributes',
  [`POST ${OWN_CONVERSATIONS}/{conversationId}/messages`]: 'content echo_id',
  [`PATCH ${OWN_CONVERSATIONS}/{conversationId}/messages/{messageId}`]:
    'submitted_values submitted_email',
  [`POST ${OWN_CONVERSATIONS}/{conversationId}/toggle_typing`]: 'typing_status',
  [`POST ${ACCOUNT}/webhooks`]: `${WEBHOOK_SETTINGS} secret start_from`,
  [`PATCH ${WEBHOOK}`]: WEBHOOK_SETTINGS,
  [`PUT ${WEBHOOK}`]: WEBHOOK_SETTINGS,
  [`POST ${WEBHOOK}/enable`]: 'deliver_missed rate',
  [`POST ${WEBHOOK}/secret/rotate`]: 'secret overlap_seconds',
  [`POST ${WEBHOOK}/test`]: 'event',
  [`POST ${WEBHOOK}/recoveries`]: 'since rate',
  [`POST ${WEBHOOK}/replays`]: 'from to events conversation_id which rate dry_run',
  [`PATCH ${WEBHOOK}/replays/{replayId}`]: 'rate',
  [`POST ${ACCOUNT}/inboxes`]: 'name channel',
  [`PATCH ${ACCOUNT}/inboxes/{inboxId}`]: 'name channel',
  [`POST ${ACCOUNT}/contacts`]:
    'inbox_id source_id blocked additional_attributes name email phone_number identifier custom_attributes',
  [`PATCH ${ACCOUNT}/contacts/{contactId}`]:
    'blocked additional_attributes name email phone_number identifier custom_attributes',
  [`PUT ${ACCOUNT}/contacts/{contactId}`]:
    'blocked additional_attributes name email phone_number identifier custom_attributes',
  [`POST ${ACCOUNT}/contacts/filter`]: 'payload',
  [`POST ${ACCOUNT}/contacts/{contactId}/contact_inboxes`]: 'inbox_id source_id',
  [`POST ${CLIENT_API}/contacts`]:
    'source_id identifier_hash name email phone_number identifier custom_attributes',
  [`PATCH ${CLIENT_API}/contacts/{sourceId}`]:
    'identifier_hash name email phone_number identifier custom_attributes',
  'POST /api/v1/widget/events': 'name event_info',
};

describe('A running server documents its API:', () => {
  let installation: Installation;
  const get = (path: string): Promise<Response> => fetch(installation.server.url + path);

  let document: OpenApi;
  let operations: {
    readonly path: string;
    readonly method: string;
    readonly operation: Operation;
  }[];
  const resolve = (schema: Schema): Schema =>
    schema.$ref ? document.components.schemas[schema.$ref.split('/').at(-1)!]! : schema;
  /** What a body may be: the items of a list, each of several alternatives but null. */
  const objectsIn = (schema: Schema): Schema[] => {
    const { oneOf, items, type, ...object } = resolve(schema);
    if (oneOf) return oneOf.flatMap(objectsIn);
    if (type === 'null') return [];
    return items ? objectsIn(items) : [object];
  };

  beforeAll(async () => {
    installation = await Installation.start();
    document = (await (await get('/docs/openapi.json')).json()) as OpenApi;
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
  });

  afterAll(() => installation.remove());

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
    ).toEqual(EVERY_CALL.toSorted());
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
    const described = bodies.flatMap(({ schema }) => objectsIn(schema!).map(fieldsOf));
    expect(described.length).toBeGreaterThan(operations.length);
    expect(described).not.toContainEqual([]);
  });

  it('with every field of a schema described, and none as anything at all', () => {
    const fields = Object.entries(document.components.schemas).flatMap(([name, schema]) =>
      Object.entries(schema.properties ?? {}).map(
        ([field, value]) => [`${name}.${field}`, value] as const,
      ),
    );
    const SAYING = ['$ref', 'type', 'anyOf', 'oneOf', 'const', 'enum'];
    const vague = fields.filter(([, value]) => !SAYING.some((keyword) => keyword in value));
    expect(vague.map(([field]) => field)).toEqual([]);
  });

  it('with no field of the API as an object of whatever', () => {
    const bare = Object.entries(document.components.schemas)
      .filter(([name]) => name.endsWith('Dto'))
      .flatMap(([name, { properties = {} }]) =>
        Object.entries(properties)
          .flatMap(([field, schema]) =>
            [schema.items ?? schema].map((each) => [field, each] as const),
          )
          .filter(([, { type }]) => type === 'object')
          .filter(([, schema]) => !schema.properties && schema.additionalProperties === undefined)
          .map(([field]) => `${name}.${field}`),
      );
    expect(bare).toEqual([]);
  });

  it('with every event as a webhook', () => {
    expect(Object.keys(document.webhooks)).toEqual([...EVENT_NAMES]);
  });

  it.each(Object.entries(TAKEN))('with all that %s takes', (call, fields) => {
    const [method, path] = call.split(' ');
    const operation = document.paths[path!]![method!.toLowerCase()]!;
    const { schema } = operation.requestBody!.content!['application/json']!;
    expect(fieldsOf(resolve(schema!)).toSorted()).toEqual(fields.split(' ').toSorted());
  });

  it('which is what every call takes that takes a body', () => {
    const taking = operations.filter(({ operation }) => operation.requestBody);
    expect(taking.map(({ method, path }) => `${method.toUpperCase()} ${path}`).toSorted()).toEqual(
      Object.keys(TAKEN).toSorted(),
    );
  });

  it('and with the query of every list', () => {
    const queries = operations.flatMap(({ method, path, operation }) => {
      const names = operation.parameters.filter((parameter) => parameter.in === 'query');
      if (names.length === 0) return [];
      return [[`${method.toUpperCase()} ${path}`, names.map(({ name }) => name).toSorted()]];
    });
    const filter = ['inbox_id', 'labels', 'labels[]', 'q', 'status', 'team_id'];
    expect(Object.fromEntries(queries)).toEqual({
      [`GET ${ACCOUNT}/contacts`]: ['page', 'sort'],
      [`GET ${ACCOUNT}/contacts/search`]: ['page', 'q', 'sort'],
      [`GET ${ACCOUNT}/conversations`]: [...filter, 'assignee_type', 'page'].toSorted(),
      [`GET ${ACCOUNT}/conversations/meta`]: [...filter, 'assignee_type', 'page'].toSorted(),
      [`POST ${ACCOUNT}/contacts/filter`]: ['page', 'sort'],
      [`GET ${CONVERSATION}/messages`]: ['after', 'before'],
      [`GET ${OWN_CONVERSATIONS}/{conversationId}/messages`]: ['after', 'before'],
      [`GET ${ACCOUNT}/events`]: ['cursor', 'limit', 'since', 'stream', 'type', 'until'],
      [`GET ${WEBHOOK}/history`]: ['before', 'limit'],
      [`GET ${WEBHOOK}/deliveries`]: 'conversation_id cursor event limit since status until'.split(
        ' ',
      ),
      [`DELETE ${PLATFORM}/accounts/{accountId}/account_users`]: ['user_id'],
      'POST /api/v1/widget/events': ['website_token'],
    });
  });

  it('with the team of a conversation as it stands there', () => {
    const { team } = document.components.schemas['ConversationMetaDto']!.properties!;
    expect(fieldsOf(resolve(team!))).toEqual(['id', 'name']);
  });

  it('and that all of it takes an access token but the health checks, the catalogue, the session and what contacts call', () => {
    const open = operations.filter(({ operation }) => !operation.security?.length);
    const others = open
      .map(({ path }) => path)
      .filter((path) => !path.startsWith(CLIENT_API) && !path.startsWith('/api/v1/widget/'));
    expect([...new Set(others)].toSorted()).toEqual([
      '/api/v1/event_types',
      '/api/v1/session',
      '/api/v1/session/first_run',
      '/health/live',
      '/health/ready',
    ]);
  });
});

function fieldsOf({ properties = {} }: Schema): string[] {
  return Object.keys(properties);
}
