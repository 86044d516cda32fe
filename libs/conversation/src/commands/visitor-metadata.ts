import type { CommandMetadata } from '@app/event-store';

/** Of a command that a contact gives by themselves. */
export function visitorMetadata(
  { accountId, id }: { readonly accountId: number; readonly id: number },
  /** The request's id in the logs. */
  correlationId: string,
): CommandMetadata {
  return { accountId, actor: { type: 'contact', id }, correlationId };
}
