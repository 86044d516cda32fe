import type { Clock } from '../clock';
import { IdempotencyConflictError } from '../errors';
import {
  IDEMPOTENCY_WINDOW_MS,
  IdempotencyKeys,
  type Idempotency,
} from '../idempotency/idempotency-keys';
import { expectSameRequest } from '../idempotency/key-row';
import { isExpired, readKeys } from './idempotency-table';
import type { PostgresConnection } from './postgres-connection';

/** So that no purge holds up those who take keys, however much has expired. */
const KEYS_PER_PURGE = 500;

/** Puts the answer beside the command, whose 24 hours it shares; or takes the key, be it free or expired. */
const SAVE = `
  INSERT INTO idempotency_keys AS kept (key, fingerprint, answer, created_at_ms)
  VALUES (?, ?, ?, ?)
  ON CONFLICT (key) DO UPDATE SET
    answer = excluded.answer,
    fingerprint = CASE WHEN kept.created_at_ms > ? THEN kept.fingerprint ELSE excluded.fingerprint END,
    stream = CASE WHEN kept.created_at_ms > ? THEN kept.stream END,
    first_version = CASE WHEN kept.created_at_ms > ? THEN kept.first_version END,
    last_version = CASE WHEN kept.created_at_ms > ? THEN kept.last_version END,
    created_at_ms =
      CASE WHEN kept.created_at_ms > ? THEN kept.created_at_ms ELSE excluded.created_at_ms END
  WHERE kept.created_at_ms <= ?
    OR kept.fingerprint IN (SELECT value FROM json_array_elements_text(?::json))`;

const PURGE = `
  DELETE FROM idempotency_keys WHERE key IN (
    SELECT key FROM idempotency_keys WHERE created_at_ms <= ? ORDER BY key LIMIT ?
    FOR UPDATE SKIP LOCKED)`;

/** Kept in the table in which the event store records the commands. */
export class PostgresIdempotencyKeys extends IdempotencyKeys {
  constructor(
    private readonly connection: PostgresConnection,
    private readonly clock: Clock,
  ) {
    super();
  }

  async findAnswer(idempotency: Idempotency): Promise<string | undefined> {
    const [row] = await readKeys(this.connection, [idempotency.key]);
    if (!row || isExpired(row, this.clock.nowMs())) return undefined;
    expectSameRequest(row, idempotency);
    return row.answer ?? undefined;
  }

  async saveAnswer(
    { key, fingerprint, olderFingerprints = [] }: Idempotency,
    answer: string,
  ): Promise<void> {
    const nowMs = this.clock.nowMs();
    const expiredMs = nowMs - IDEMPOTENCY_WINDOW_MS;
    const saved = await this.connection.run(
      SAVE,
      key,
      fingerprint,
      answer,
      nowMs,
      expiredMs,
      expiredMs,
      expiredMs,
      expiredMs,
      expiredMs,
      expiredMs,
      JSON.stringify([fingerprint, ...olderFingerprints]),
    );
    if (saved === 0) throw new IdempotencyConflictError();
  }

  async purge(): Promise<void> {
    const expiredMs = this.clock.nowMs() - IDEMPOTENCY_WINDOW_MS;
    let deleted: number;
    do deleted = await this.connection.run(PURGE, expiredMs, KEYS_PER_PURGE);
    while (deleted === KEYS_PER_PURGE);
  }
}
