import { accountRef } from '@app/accounts';
import { EventStore } from '@app/event-store';
import { SecretBox } from '@app/secrets';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { contactDecider, contactStream, type ContactCommand } from '../../domain/contact';
import type { ContactDetails } from '../../domain/contact-profile';
import type { Visitor } from '../../read-model/visitors';
import { accountSnapshot } from '../../snapshots/account-snapshot';
import { refuseTaken } from './contact-taken';
import { isVouchedFor } from './identifier-hash';
import { visitorMetadata, type Origin } from './visitor-metadata';

/**
 * Changes what a contact says of themselves, and takes note that they are vouched for where the
 * hash is right.
 * @throws Refusal where the hash is wrong, the visitor may not speak for the contact, or what is
 * unique to another contact is given
 */
export class IdentifyContact extends Command<Visitor> {
  constructor(
    readonly visitor: Visitor,
    readonly changes: Partial<ContactDetails>,
    /** Hex of HMAC-SHA256(the inbox's token, identifier); null where nobody vouches for them. */
    readonly identifierHash: string | null,
    readonly origin: Origin,
  ) {
    super();
  }
}

@CommandHandler(IdentifyContact)
export class IdentifyContactHandler implements ICommandHandler<IdentifyContact> {
  constructor(
    private readonly store: EventStore,
    private readonly secretBox: SecretBox,
  ) {}

  async execute({ visitor, changes, identifierHash, origin }: IdentifyContact): Promise<Visitor> {
    const identifier = changes.identifier ?? null;
    const verified = isVouchedFor(visitor.inbox, identifier, identifierHash, this.secretBox);
    return identifyVisitor(this.store, visitor, { changes, verified }, origin);
  }
}

/** @throws Refusal as {@link IdentifyContact} does */
export async function identifyVisitor(
  store: EventStore,
  { inbox, contact, contactInbox }: Visitor,
  { changes, verified }: { changes: Partial<ContactDetails>; verified: boolean },
  origin: Origin,
): Promise<Visitor> {
  const { accountId } = contact;
  const { state } = await store
    .handle(contactDecider, {
      stream: contactStream(contact.id),
      metadata: visitorMetadata(contact, origin),
      references: () => ({ account: accountRef(accountId) }),
      command: ({ references, occurredAt }): ContactCommand => ({
        type: 'IdentifyContact',
        account: accountSnapshot(references.account),
        contactInboxId: contactInbox.id,
        changes,
        verified,
        occurredAt,
      }),
    })
    .catch(refuseTaken);
  const identified = state.contactInboxes.find(({ id }) => id === contactInbox.id)!;
  return { inbox, contact: state, contactInbox: identified };
}
