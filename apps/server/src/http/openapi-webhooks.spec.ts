import { EVENT_NAMES } from '@app/payloads';
import type { OpenAPIObject } from '@nestjs/swagger';
import { withWebhooks } from './openapi-webhooks';

const api: OpenAPIObject = {
  openapi: '3.1.0',
  info: { title: 'API', version: 'v1' },
  paths: { '/things': {} },
  components: { schemas: { Thing: { type: 'object' } }, securitySchemes: {} },
};

describe('the webhooks of the OpenAPI document', () => {
  const document = withWebhooks(api);
  const operation = (name: string) => document.webhooks![name]!.post!;

  it('stand beside what the API has', () => {
    expect(document).toMatchObject(api);
  });

  it('are one an event', () => {
    expect(Object.keys(document.webhooks!)).toEqual(EVENT_NAMES);
  });

  it('take either format, each by its schema and with an example', () => {
    expect(operation('message_created').requestBody).toMatchObject({
      required: true,
      content: {
        'application/json': {
          schema: {
            oneOf: [
              { $ref: '#/components/schemas/HooryMessageCreated' },
              { $ref: '#/components/schemas/ChatwootMessageCreated' },
            ],
          },
          examples: {
            hoory: { value: { event: 'message_created', id: '1' } },
            chatwoot: { value: { event: 'message_created', id: 1 } },
          },
        },
      },
    });
  });

  it('refer to schemas that the document has', () => {
    const schemas = Object.keys(document.components!.schemas!);
    for (const [, ref] of JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)) {
      expect(schemas).toContain(ref!.replace('#/components/schemas/', ''));
    }
  });

  it('come with the headers of every POST, and those of the format', () => {
    const parameters = operation('inbox_updated').parameters as {
      name: string;
      in: string;
      required: boolean;
    }[];
    expect(parameters.every((parameter) => parameter.in === 'header')).toBe(true);
    const names = (required: boolean) =>
      parameters.filter((each) => each.required === required).map(({ name }) => name);
    expect(names(true)).toEqual([
      'webhook-id',
      'webhook-timestamp',
      'webhook-signature',
      'webhook-attempt',
      'User-Agent',
    ]);
    expect(names(false)).toEqual([
      'webhook-replay',
      'webhook-test',
      'X-Hoory-Delivery',
      'X-Hoory-Timestamp',
      'X-Hoory-Signature',
      'X-Chatwoot-Delivery',
      'X-Chatwoot-Timestamp',
      'X-Chatwoot-Signature',
    ]);
  });

  it('are answered with any 2xx', () => {
    expect(Object.keys(operation('contact_deleted').responses)).toEqual(['2XX', 'default']);
  });

  it('do not take the name of a schema of the API', () => {
    const schemas = { HooryMessageCreated: { type: 'object' } };
    expect(() => withWebhooks({ ...api, components: { schemas } })).toThrow(
      'Two schemas of the document are named HooryMessageCreated',
    );
  });
});
