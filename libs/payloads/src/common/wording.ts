import type { JsonSchema } from '../schema/json-schema';

/** What the formats word differently in what they say alike. */
export interface Wording {
  /** Begins the names of the format's schemas. */
  readonly prefix: string;
  readonly id: { readonly schema: JsonSchema; encode(id: number): unknown };
  /** Of a time in ISO 8601. */
  readonly time: { readonly schema: JsonSchema; encode(iso: string): unknown };
  /** Of a message; null where it has none. */
  readonly content: { readonly schema: JsonSchema; encode(content: string | null): unknown };
}
