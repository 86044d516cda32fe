import type { Wording } from '../common/wording';
import type { JsonSchema } from '../schema/json-schema';
import { text } from '../schema/shapes';

/** A decimal string. */
export const idSchema: JsonSchema = { type: 'string', pattern: '^[1-9]\\d*$' };

export const timeSchema: JsonSchema = {
  type: 'string',
  pattern: '^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2} UTC$',
};

/** `2020-03-03 13:05:57 UTC` from ISO 8601 in UTC, cut to the second. */
export function renderTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

export const hooryWording: Wording = {
  prefix: 'Hoory',
  id: { schema: idSchema, encode: String },
  time: { schema: timeSchema, encode: renderTime },
  content: { schema: text, encode: (content) => content ?? '' },
};
