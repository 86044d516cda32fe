import type { CommandMetadata } from '../event-store';

/** The metadata of one of a request's several commands: each takes a key of its own. */
export function stepOf<Metadata extends Pick<CommandMetadata, 'idempotency'>>(
  metadata: Metadata,
  step: string,
): Metadata {
  const { idempotency } = metadata;
  if (!idempotency) return metadata;
  // A line break, which no header has, so that no step's key can be another request's.
  return { ...metadata, idempotency: { ...idempotency, key: `${idempotency.key}\n${step}` } };
}

/** For a command beside the one a request is for, where repeating it makes no difference. */
export function withoutKey({ accountId, actor, correlationId }: CommandMetadata): CommandMetadata {
  return { accountId, actor, correlationId };
}
