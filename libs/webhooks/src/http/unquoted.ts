import type { ValidationArguments } from 'class-validator';

/** Says of what it got its kind alone: what may be a secret is not sent back. */
export function unquoted(takes: string): (received: ValidationArguments) => string {
  return ({ value }) => `${takes}, got ${Array.isArray(value) ? 'a list' : `a ${typeof value}`}`;
}
