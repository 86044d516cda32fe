import { DatabaseError } from 'pg';

const NETWORK_ERRORS: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
]);

/** What the server said, or why it could not be reached. */
export function isPostgresError(error: unknown): boolean {
  if (error instanceof DatabaseError) return true;
  if (!(error instanceof Error)) return false;
  if ('code' in error && NETWORK_ERRORS.has(error.code)) return true;
  // pg has no code for a connection that was cut, or could not be made in time.
  return /^(Connection terminated|timeout expired|The server does not support SSL)/.test(
    error.message,
  );
}
