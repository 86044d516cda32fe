import type { Actor } from '@app/event-store';
import * as fc from 'fast-check';
import type { World } from '../support/world';

export type PerformerChoice = number | 'the contact' | 'another contact' | 'the system';

/** Who gives a command on a conversation; a number picks a user. */
export const performers: fc.Arbitrary<PerformerChoice> = fc.oneof(
  { weight: 6, arbitrary: fc.nat(1_000) },
  { weight: 3, arbitrary: fc.constant('the contact' as const) },
  fc.constantFrom('another contact' as const, 'the system' as const),
);

export function takeActor(
  world: World,
  performer: PerformerChoice,
  { contactId }: { readonly contactId: number },
): Actor | null {
  if (performer === 'the system') return null;
  if (performer === 'the contact') return { type: 'contact', id: contactId };
  if (performer === 'another contact') return { type: 'contact', id: contactId + 1 };
  return { type: 'user', id: world.pickId(world.users, performer) };
}
