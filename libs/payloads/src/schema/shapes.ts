import type { JsonSchema, Properties } from './json-schema';

export const text: JsonSchema = { type: 'string' };
export const flag: JsonSchema = { type: 'boolean' };
export const count: JsonSchema = { type: 'integer', minimum: 0 };

/** What people and their software set as they please. */
export const attributes: JsonSchema = { type: 'object' };

/** With all of `required`, perhaps `optional`, and nothing else. */
export function object(required: Properties, optional: Properties = {}): JsonSchema {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}

/** The schema under a name of its own, said once and referred to from everywhere else. */
export function named(title: string, schema: JsonSchema): JsonSchema {
  return { title, ...schema };
}

export function listOf(
  items: JsonSchema,
  bounds: Pick<JsonSchema, 'minItems' | 'maxItems'> = {},
): JsonSchema {
  return { type: 'array', items, ...bounds };
}

export function oneOf(values: readonly string[]): JsonSchema {
  return { type: 'string', enum: values };
}

export function constant(value: unknown): JsonSchema {
  return { const: value };
}

export function nullable(schema: JsonSchema): JsonSchema {
  const { type, title, enum: values } = schema;
  if (typeof type !== 'string' || title !== undefined) {
    return { anyOf: [schema, { type: 'null' }] };
  }
  return { ...schema, type: [type, 'null'], ...(values && { enum: [...values, null] }) };
}
