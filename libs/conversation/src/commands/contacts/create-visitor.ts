import { accountRef } from '@app/accounts';
import type { EventStore } from '@app/event-store';
import {
  contactDecider,
  contactStream,
  type Contact,
  type ContactCommand,
  type NewContactInbox,
} from '../../domain/contact';
import type { ContactDetails } from '../../domain/contact-profile';
import type { Inbox } from '../../domain/inbox';
import { accountSnapshot } from '../../snapshots/account-snapshot';
import { visitorMetadata, type Origin } from './visitor-metadata';

/**
 * A contact who comes into an inbox by themselves, and so is the actor of their own creation.
 * @throws UniqueViolationError where what is unique to another contact is given
 */
export async function createVisitor(
  store: EventStore,
  { id: inboxId, accountId }: Inbox,
  details: ContactDetails,
  contactInbox: Pick<NewContactInbox, 'sourceId' | 'hmacVerified'>,
  origin: Origin,
): Promise<Contact> {
  const { state } = await store.handle(contactDecider, {
    stream: (id) => contactStream(id('contact')),
    metadata: (id) => visitorMetadata({ accountId, id: id('contact') }, origin),
    references: () => ({ account: accountRef(accountId) }),
    command: ({ id, references, occurredAt }): ContactCommand => ({
      type: 'CreateContact',
      account: accountSnapshot(references.account),
      profile: { id: id('contact'), accountId, ...details, createdAt: occurredAt },
      contactInbox: { ...contactInbox, id: id('contact-inbox'), inboxId },
    }),
  });
  return state;
}
