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

/**
 * What a server says that ends, starts, or has no room: operator intervention (57P..), too many
 * connections (53300), a transaction it gave up on (25P03), a connection that failed (08...).
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const UNREACHABLE_STATE = /^(57P|53300|25P03|08)/;

/** pg has no code for a connection that was cut, could not be made in time, or answers nothing. */
const GONE =
  /^(Connection terminated|timeout e|Query read timeout|Client has encountered a connection error|Client was closed)/;

/** Whether the database could not be reached, or went away in the middle. It may be there again soon. */
export function isUnreachable(error: unknown): boolean {
  if (error instanceof DatabaseError) return UNREACHABLE_STATE.test(error.code ?? '');
  if (!(error instanceof Error)) return false;
  if ('code' in error && NETWORK_ERRORS.has(error.code)) return true;
  return GONE.test(error.message);
}

/** What the server said, or why it could not be reached. */
export function isPostgresError(error: unknown): boolean {
  return error instanceof DatabaseError || isUnreachable(error);
}
