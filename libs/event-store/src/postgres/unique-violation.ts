import { DatabaseError } from 'pg';
import { UniqueViolationError } from '../errors';

const UNIQUE_VIOLATION = '23505';

/** What the constraint that refused is about, as SQLite says it: `webhooks.account_id, webhooks.url`. */
export function asUniqueViolation(error: unknown): unknown {
  if (!(error instanceof DatabaseError) || error.code !== UNIQUE_VIOLATION) return error;
  // `Key (account_id, url)=(1, https://…) already exists.`, in whatever language.
  const columns = /\(([^=]*)\)=\(/.exec(error.detail ?? '')?.[1] ?? error.constraint ?? '';
  const named = columns.split(', ').map((column) => `${error.table}.${column}`);
  return new UniqueViolationError(named.join(', '));
}
