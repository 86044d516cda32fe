import type { JsonSchema } from './json-schema';

/**
 * Schemas by their names. Each named schema is taken out of those that hold it, which refer to it
 * instead: it is said once, and tools that make types of schemas make one type of it.
 */
export class Definitions {
  private readonly sources = new Map<string, JsonSchema>();
  private readonly byTitle: Record<string, JsonSchema> = {};

  /** @param at where the definitions will be found, e.g. `#/$defs/` */
  constructor(private readonly at: '#/$defs/' | '#/components/schemas/') {}

  /** As a reference where it has a name. */
  add(schema: JsonSchema): JsonSchema {
    const { title } = schema;
    if (title === undefined) return this.addParts(schema);
    const known = this.sources.get(title);
    if (known && known !== schema) throw new Error(`Two schemas are named ${title}`);
    if (!known) {
      this.sources.set(title, schema);
      this.byTitle[title] = this.addParts(schema);
    }
    return { $ref: this.at + title };
  }

  /** The schema itself, with references in the place of its named parts. */
  addParts(schema: JsonSchema): JsonSchema {
    const { properties, items, anyOf, oneOf, ...rest } = schema;
    const add = (part: JsonSchema): JsonSchema => this.add(part);
    return {
      ...rest,
      ...(properties && {
        properties: Object.fromEntries(
          Object.entries(properties).map(([key, property]) => [key, add(property)]),
        ),
      }),
      ...(items && { items: add(items) }),
      ...(anyOf && { anyOf: anyOf.map(add) }),
      ...(oneOf && { oneOf: oneOf.map(add) }),
    };
  }

  /** All so far, in the order of their names. */
  toObject(): Record<string, JsonSchema> {
    return Object.fromEntries(
      Object.entries(this.byTitle).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );
  }
}

/** A document of its own: the schema with all that it refers to. */
export function standalone(schema: JsonSchema): JsonSchema {
  const definitions = new Definitions('#/$defs/');
  const root = definitions.addParts(schema);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...root,
    $defs: definitions.toObject(),
  };
}
