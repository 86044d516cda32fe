import type { Wording } from '../common/wording';
import type { JsonSchema } from '../schema/json-schema';
import { nullable, text } from '../schema/shapes';

export const idSchema: JsonSchema = { type: 'integer', minimum: 1 };

/** ISO 8601 with milliseconds and Z, as the domain has it. */
export const isoSchema: JsonSchema = {
  type: 'string',
  format: 'date-time',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
};

/** 0 where it never was. */
export function unixSeconds(iso: string | null): number {
  return iso === null ? 0 : Math.floor(Date.parse(iso) / 1000);
}

export const unixSecondsSchema: JsonSchema = {
  description: 'Unix seconds, 0 where it never was',
  type: 'integer',
  minimum: 0,
};

/** Unix seconds with their milliseconds. */
export function floatSeconds(iso: string): number {
  return Date.parse(iso) / 1000;
}

export const floatSecondsSchema: JsonSchema = {
  description: 'Unix seconds with their milliseconds',
  type: 'number',
  minimum: 0,
};

/** Ids are numbers, times ISO 8601 unless Chatwoot counts seconds, and no content is null. */
export const chatwootWording: Wording = {
  prefix: 'Chatwoot',
  id: { schema: idSchema, encode: (id) => id },
  time: { schema: isoSchema, encode: (iso) => iso },
  content: { schema: nullable(text), encode: (content) => content },
};
