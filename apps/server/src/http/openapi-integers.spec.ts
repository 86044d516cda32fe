import type { OpenAPIObject } from '@nestjs/swagger';
import { withIntegers } from './openapi-integers';

const documentOf = (properties: object): OpenAPIObject => ({
  openapi: '3.1.0',
  info: { title: 'API', version: 'v1' },
  paths: {},
  components: {
    schemas: { Thing: { type: 'object', properties: properties as Record<string, object> } },
  },
});

describe('the numbers of the OpenAPI document', () => {
  it.each([
    [{ id: { type: 'number' } }, { id: { type: 'integer' } }],
    [{ width: { type: ['number', 'null'] } }, { width: { type: ['integer', 'null'] } }],
    [
      { ids: { type: 'array', items: { type: 'number' } } },
      { ids: { type: 'array', items: { type: 'integer' } } },
    ],
    [{ type: { type: 'number' } }, { type: { type: 'integer' } }],
  ])('are integers: %j', (properties, expected) => {
    expect(withIntegers(documentOf(properties))).toEqual(documentOf(expected));
  });

  it.each([
    { coordinates_lat: { type: 'number' } },
    { name: { type: 'string' }, format: { enum: ['number'] } },
  ])('are left as they are where they are none, or fractional: %j', (properties) => {
    expect(withIntegers(documentOf(properties))).toEqual(documentOf(properties));
  });
});
