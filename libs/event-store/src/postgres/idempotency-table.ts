import { IDEMPOTENCY_WINDOW_MS } from '../idempotency/idempotency-keys';
import type { KeyRow } from '../idempotency/key-row';
import type { Statement } from '../statement';
import { EACH_TEXT } from './each-text';
import type { Queries } from './postgres-connection';

/** A key as it is stored, be it expired or not. */
export interface StoredKey extends KeyRow {
  readonly key: string;
  readonly created_at_ms: number;
}

/** A command that takes its key. */
export interface KeyOfCommand {
  readonly key: string;
  readonly fingerprint: string;
  readonly stream: string;
  readonly firstVersion: number;
  readonly lastVersion: number;
}

export function isExpired({ created_at_ms }: StoredKey, nowMs: number): boolean {
  return created_at_ms <= nowMs - IDEMPOTENCY_WINDOW_MS;
}

export function readKeys(queries: Queries, keys: readonly string[]): Promise<StoredKey[]> {
  return queries.all<StoredKey>(
    `SELECT found.* FROM ${EACH_TEXT}
     CROSS JOIN LATERAL (
       SELECT key, fingerprint, stream, first_version, last_version, answer, created_at_ms
       FROM idempotency_keys WHERE key = asked.value LIMIT 1) AS found`,
    JSON.stringify(keys),
  );
}

/** Takes keys that are free or expired; in an order of their own, in which nobody waits for another in a circle. */
export function takeKeys(keys: readonly KeyOfCommand[], nowMs: number): Statement {
  return {
    sql: `
      INSERT INTO idempotency_keys
        (key, fingerprint, stream, first_version, last_version, answer, created_at_ms)
      SELECT key, fingerprint, stream, "firstVersion", "lastVersion", NULL, ?
      FROM json_to_recordset(?::json) AS taken
        (key text, fingerprint text, stream text, "firstVersion" bigint, "lastVersion" bigint)
      ORDER BY key COLLATE "C"
      ON CONFLICT (key) DO UPDATE SET
        fingerprint = excluded.fingerprint, stream = excluded.stream,
        first_version = excluded.first_version, last_version = excluded.last_version,
        answer = excluded.answer, created_at_ms = excluded.created_at_ms`,
    params: [nowMs, JSON.stringify(keys)],
  };
}
