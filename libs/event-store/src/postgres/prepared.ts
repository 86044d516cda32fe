import type { QueryConfig } from 'pg';
import type { SqlValue } from '../statement';

interface Prepared {
  readonly name: string;
  readonly text: string;
}

const prepared = new Map<string, Prepared>();

/** Each text is parsed and planned once a connection, as long as there are no more than this. */
const MAX_PREPARED = 1_000;

/** A statement of the shared dialect as `pg` takes it. */
export function toQuery(sql: string, params: readonly SqlValue[]): QueryConfig {
  let query = prepared.get(sql);
  if (!query) {
    query = { name: `hoory-${prepared.size + 1}`, text: numberParameters(sql) };
    if (prepared.size >= MAX_PREPARED) return { text: query.text, values: [...params] };
    prepared.set(sql, query);
  }
  return { name: query.name, text: query.text, values: [...params] };
}

/** `?` becomes `$1`, `$2` … but for what stands in quotes. */
export function numberParameters(sql: string): string {
  let count = 0;
  return sql.replace(/'(?:[^']|'')*'|"[^"]*"|\?/g, (part) => (part === '?' ? `$${++count}` : part));
}
