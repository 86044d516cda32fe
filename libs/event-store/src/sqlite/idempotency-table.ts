import { IDEMPOTENCY_WINDOW_MS, type Idempotency } from '../idempotency/idempotency-keys';
import {
  expectSameRequest,
  recordedIn,
  type KeyRow,
  type RecordedCommand,
} from '../idempotency/key-row';
import type { SqliteConnection } from './sqlite-connection';

/** @throws IdempotencyConflictError where the key stands for another request */
export function findRecordedCommand(
  connection: SqliteConnection,
  idempotency: Idempotency,
  nowMs: number,
): RecordedCommand | undefined {
  return recordedIn(findKey(connection, idempotency, nowMs), idempotency);
}

/** Takes the key, be it free or expired. To be called inside the command's write. */
export function recordCommand(
  connection: SqliteConnection,
  { key, fingerprint }: Idempotency,
  { stream, firstVersion, lastVersion }: RecordedCommand,
  nowMs: number,
): void {
  connection.run(
    `INSERT INTO idempotency_keys
       (key, fingerprint, stream, first_version, last_version, answer, created_at_ms)
     VALUES (?, ?, ?, ?, ?, NULL, ?)
     ON CONFLICT (key) DO UPDATE SET
       fingerprint = excluded.fingerprint, stream = excluded.stream,
       first_version = excluded.first_version, last_version = excluded.last_version,
       answer = excluded.answer, created_at_ms = excluded.created_at_ms`,
    key,
    fingerprint,
    stream,
    firstVersion,
    lastVersion,
    nowMs,
  );
}

/** @throws IdempotencyConflictError where the key stands for another request */
export function findAnswer(
  connection: SqliteConnection,
  idempotency: Idempotency,
  nowMs: number,
): string | undefined {
  return findKey(connection, idempotency, nowMs)?.answer ?? undefined;
}

/**
 * Puts the answer beside the command, whose 24 hours it shares. To be called inside a write.
 * @throws IdempotencyConflictError where the key stands for another request
 */
export function saveAnswer(
  connection: SqliteConnection,
  idempotency: Idempotency,
  answer: string,
  nowMs: number,
): void {
  const { key, fingerprint } = idempotency;
  if (findKey(connection, idempotency, nowMs)) {
    connection.run('UPDATE idempotency_keys SET answer = ? WHERE key = ?', answer, key);
    return;
  }
  connection.run('DELETE FROM idempotency_keys WHERE key = ?', key);
  connection.run(
    `INSERT INTO idempotency_keys (key, fingerprint, answer, created_at_ms) VALUES (?, ?, ?, ?)`,
    key,
    fingerprint,
    answer,
    nowMs,
  );
}

/** @returns how many it deleted, at most `limit` */
export function deleteExpiredKeys(
  connection: SqliteConnection,
  limit: number,
  nowMs: number,
): number {
  return connection.run(
    `DELETE FROM idempotency_keys WHERE key IN (
       SELECT key FROM idempotency_keys WHERE created_at_ms <= ? LIMIT ?)`,
    nowMs - IDEMPOTENCY_WINDOW_MS,
    limit,
  ).changes;
}

function findKey(
  connection: SqliteConnection,
  idempotency: Idempotency,
  nowMs: number,
): KeyRow | undefined {
  const row = connection.get<KeyRow>(
    `SELECT fingerprint, stream, first_version, last_version, answer FROM idempotency_keys
     WHERE key = ? AND created_at_ms > ?`,
    idempotency.key,
    nowMs - IDEMPOTENCY_WINDOW_MS,
  );
  if (row) expectSameRequest(row, idempotency);
  return row;
}
