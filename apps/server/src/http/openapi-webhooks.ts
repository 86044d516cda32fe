import { eventTypes, payloadSchemas, type EventType } from '@app/payloads';
import type { OpenAPIObject } from '@nestjs/swagger';

type Webhooks = NonNullable<OpenAPIObject['webhooks']>;
type Operation = NonNullable<Webhooks[string]['post']>;
type Parameter = NonNullable<Operation['parameters']>[number];
type SchemaObjects = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/**
 * The document with every event that webhooks get as a webhook of its own, as OpenAPI 3.1 has them:
 * what is POSTed to an endpoint, so that integrators can make types of it.
 * @throws Error where a schema of the API has the name of one of a payload
 */
export function withWebhooks(document: OpenAPIObject): OpenAPIObject {
  const { definitions, references } = payloadSchemas();
  const known = document.components?.schemas ?? {};
  const taken = Object.keys(definitions).find((name) => name in known);
  if (taken !== undefined) throw new Error(`Two schemas of the document are named ${taken}`);
  const webhooks = eventTypes().map((type) => {
    const payloads = Object.values(references[type.name]);
    return [type.name, { post: receive(type, payloads as Schema[]) }];
  });
  return {
    ...document,
    webhooks: Object.fromEntries(webhooks) as Webhooks,
    components: {
      ...document.components,
      schemas: { ...known, ...(definitions as SchemaObjects) },
    },
  };
}

type Schema = SchemaObjects[string];

function receive({ name, label, description, formats }: EventType, oneOf: Schema[]): Operation {
  return {
    operationId: `receive_${name}`,
    tags: ['Webhook events'],
    summary: label,
    description,
    parameters: HEADERS,
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: { oneOf },
          examples: {
            hoory: { value: formats.hoory.example },
            chatwoot: { value: formats.chatwoot.example },
          },
        },
      },
    },
    responses: {
      '2XX': { description: 'The event was taken in.' },
      default: { description: 'A failure: the event comes again, redirects are not followed.' },
    },
  };
}

const text = { type: 'string' } as const;
const unixSeconds = { type: 'string', pattern: '^\\d+$' } as const;
const signature = { type: 'string', pattern: '^sha256=[0-9a-f]{64}$' } as const;

const HEADERS: Parameter[] = [
  header('webhook-id', text, 'One per event and webhook, the same in every retry and replay'),
  header('webhook-timestamp', unixSeconds, 'Unix seconds of this attempt'),
  header(
    'webhook-signature',
    text,
    '`v1,` and base64 of HMAC-SHA256 over `id.timestamp.body` with the decoded part of the secret; one a secret, newest first, separated by spaces',
  ),
  header('webhook-attempt', { type: 'string', pattern: '^[1-9]\\d*$' }, '1 for the first'),
  header('User-Agent', text, 'Who sends it'),
  header('webhook-replay', text, 'Of which replay it is part, if of any', false),
  header('webhook-test', { const: 'true' }, 'Only with an example that was asked for', false),
  ...(['Hoory', 'Chatwoot'] as const).flatMap(ofFormat),
];

/** Only with the payloads of their format. */
function ofFormat(format: 'Hoory' | 'Chatwoot'): Parameter[] {
  const of = `With the format ${format.toLowerCase()}`;
  return [
    header(`X-${format}-Delivery`, text, `${of}: the same as webhook-id`, false),
    header(`X-${format}-Timestamp`, unixSeconds, `${of}: the same as webhook-timestamp`, false),
    header(
      `X-${format}-Signature`,
      signature,
      `${of}: \`sha256=\` and hex of HMAC-SHA256 over \`timestamp.body\` with the secret as shown`,
      false,
    ),
  ];
}

function header(name: string, schema: object, description: string, required = true): Parameter {
  return { name, in: 'header', required, description, schema };
}
