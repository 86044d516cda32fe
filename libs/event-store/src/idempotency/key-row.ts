import { IdempotencyConflictError } from '../errors';
import type { HandleRequest, References } from '../event-store';
import type { Idempotency } from './idempotency-keys';

/** Where in the log the events of a command are. */
export interface RecordedCommand {
  readonly stream: string;
  readonly firstVersion: number;
  readonly lastVersion: number;
}

/** A key that is remembered, as both databases keep it. */
export interface KeyRow {
  readonly fingerprint: string;
  /** null where it stands for no command. */
  readonly stream: string | null;
  readonly first_version: number;
  readonly last_version: number;
  readonly answer: string | null;
}

/** @throws IdempotencyConflictError where the key stands for another request */
export function expectSameRequest(
  { fingerprint }: Pick<KeyRow, 'fingerprint'>,
  asked: Idempotency,
): void {
  if (![asked.fingerprint, ...(asked.olderFingerprints ?? [])].includes(fingerprint)) {
    throw new IdempotencyConflictError();
  }
}

/** @throws IdempotencyConflictError where the key stands for another request */
export function recordedIn(
  row: KeyRow | undefined,
  asked: Idempotency,
): RecordedCommand | undefined {
  if (!row) return undefined;
  expectSameRequest(row, asked);
  if (row.stream === null) return undefined;
  return { stream: row.stream, firstVersion: row.first_version, lastVersion: row.last_version };
}

/**
 * Answering one command with the events of another would be believed. The ids may have been drawn anew.
 * @throws Error where the request has another command under the same key
 */
export function expectSameCategory(
  asked: HandleRequest<never, never, References>['stream'],
  recorded: string,
): void {
  const named = typeof asked === 'string' ? asked : asked(() => 0);
  if (category(named) === category(recorded)) return;
  throw new Error(
    `One idempotency key for commands on ${category(named)} and ${category(recorded)}: see stepOf`,
  );
}

function category(stream: string): string {
  return stream.slice(0, stream.lastIndexOf('-'));
}
