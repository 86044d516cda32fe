import type { OpenAPIObject } from '@nestjs/swagger';

/** Where on earth something is; every other number that REST takes or gives is a whole one. */
const FRACTIONAL: ReadonlySet<string> = new Set(['coordinates_lat', 'coordinates_long']);

/** The document with its numbers as integers, which TypeScript cannot tell apart and other languages do. */
export function withIntegers(document: OpenAPIObject): OpenAPIObject {
  return replace(document, '') as OpenAPIObject;
}

function replace(part: unknown, name: string): unknown {
  if (Array.isArray(part)) return part.map((each: unknown) => replace(each, name));
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [
      key,
      key === 'type' && !FRACTIONAL.has(name) ? integerFor(value) : replace(value, key),
    ]),
  );
}

function integerFor(type: unknown): unknown {
  if (Array.isArray(type)) return type.map(integerFor);
  // A property may be called `type` as well.
  return type === 'number' ? 'integer' : replace(type, 'type');
}
