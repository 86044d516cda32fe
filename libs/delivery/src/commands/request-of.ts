import type { CommandMetadata } from '@app/event-store';

/** What tells a repeated request from a new one, for what is no event; null where it has no key. */
export function requestOf({ idempotency }: Pick<CommandMetadata, 'idempotency'>): string | null {
  return idempotency ? `${idempotency.key}\n${idempotency.fingerprint}` : null;
}
