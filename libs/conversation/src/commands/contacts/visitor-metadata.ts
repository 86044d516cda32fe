import type { CommandMetadata } from '@app/event-store';

/** The request of a contact's own that a command is of. */
export type Origin = Pick<CommandMetadata, 'correlationId' | 'idempotency'>;

/** Of a command that a contact gives by themselves. */
export function visitorMetadata(
  { accountId, id }: { readonly accountId: number; readonly id: number },
  origin: Origin,
): CommandMetadata {
  return { accountId, actor: { type: 'contact', id }, ...origin };
}
