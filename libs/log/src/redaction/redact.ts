/** What is secret is called so, in every event there is: sealed, hashed or a token of somebody. */
const SECRET = /^sealed|(hash|token|password|secret)$/i;

const REDACTED = '[redacted]';

/**
 * An event's data as administrators may see it: what is secret stays where it is, also where it is
 * sealed or hashed.
 */
export function redact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redact);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      SECRET.test(name) && typeof each === 'string' && each !== '' ? REDACTED : redact(each),
    ]),
  );
}
