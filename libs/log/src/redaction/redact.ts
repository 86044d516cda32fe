import type { StoredEvent } from '@app/event-store';
import { SECRETS } from './secrets';

const REDACTED = '[redacted]';

const PATHS: ReadonlyMap<string, readonly (readonly string[])[]> = new Map(
  Object.entries(SECRETS).map(([type, paths]) => [type, paths.map((path) => path.split('.'))]),
);

/**
 * An event's data as administrators may see it: what is secret stays where it is, also where it is
 * sealed or hashed. Of a type that nobody has looked through, all of it does.
 */
export function redact({ type, data }: Pick<StoredEvent, 'type' | 'data'>): unknown {
  const paths = PATHS.get(type);
  if (!paths) return REDACTED;
  return paths.reduce<unknown>((redacted, path) => without(redacted, path), data);
}

function without(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return isNothing(value) ? value : REDACTED;
  if (Array.isArray(value)) return value.map((each) => without(each, [name, ...rest]));
  if (value === null || typeof value !== 'object' || !(name in value)) return value;
  return { ...value, [name]: without((value as Record<string, unknown>)[name], rest) };
}

/** Whether there is no secret to be kept, which may be told. */
function isNothing(value: unknown): boolean {
  return value === null || value === '';
}
