import { randomUUID } from 'node:crypto';
import { accountRef } from '@app/accounts';
import { EventStore, UniqueViolationError } from '@app/event-store';
import { SecretBox } from '@app/secrets';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  contactDecider,
  contactStream,
  type Contact,
  type ContactCommand,
  type NewContactInbox,
} from '../../domain/contact';
import type { ContactDetails, ContactInbox } from '../../domain/contact-profile';
import type { Inbox } from '../../domain/inbox';
import { KnownContacts, type Known } from '../../read-model/known-contacts';
import { Visitors, type Visitor } from '../../read-model/visitors';
import { accountSnapshot } from '../../snapshots/account-snapshot';
import { refuseTaken } from './contact-taken';
import { createVisitor } from './create-visitor';
import { identifyVisitor } from './identify-contact';
import { isVouchedFor } from './identifier-hash';
import { visitorMetadata, type Origin } from './visitor-metadata';

/** Each time somebody else was first with what is unique, and so is found the next time. */
const MAX_ATTEMPTS = 3;

export interface Registration {
  /** Made where it is null. */
  readonly sourceId: string | null;
  readonly details: ContactDetails;
  /** Hex of HMAC-SHA256(the inbox's token, identifier); null where nobody vouches for them. */
  readonly identifierHash: string | null;
}

/**
 * Makes somebody known in an API inbox who comes without an access token. They are whom the source
 * id names; or else the contact of the account with their identifier, e-mail address or number; or
 * else a new one. A contact that is there is not changed, and who is not vouched for only claims it.
 * @throws Refusal where the hash is wrong
 */
export class RegisterContact extends Command<Visitor> {
  constructor(
    readonly inbox: Inbox,
    readonly registration: Registration,
    readonly origin: Origin,
  ) {
    super();
  }
}

@CommandHandler(RegisterContact)
export class RegisterContactHandler implements ICommandHandler<RegisterContact> {
  constructor(
    private readonly store: EventStore,
    private readonly visitors: Visitors,
    private readonly knownContacts: KnownContacts,
    private readonly secretBox: SecretBox,
  ) {}

  async execute(command: RegisterContact): Promise<Visitor> {
    const { inbox, registration } = command;
    const { details, identifierHash } = registration;
    const verified = isVouchedFor(inbox, details.identifier, identifierHash, this.secretBox);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.register(command, verified);
      } catch (error) {
        if (!(error instanceof UniqueViolationError) || attempt === MAX_ATTEMPTS) {
          refuseTaken(error);
        }
      }
    }
  }

  private async register(command: RegisterContact, verified: boolean): Promise<Visitor> {
    const { inbox, registration, origin } = command;
    const { details } = registration;
    const sourceId = registration.sourceId ?? randomUUID();
    const visitor = await this.visitors.find(inbox, sourceId);
    if (visitor) {
      if (!verified) return visitor;
      const changes = { identifier: details.identifier };
      return identifyVisitor(this.store, visitor, { changes, verified }, origin);
    }
    const known = await this.knownContacts.find(inbox.accountId, details);
    const claimed = known.byIdentifier ?? known.byEmail ?? known.byPhoneNumber;
    if (verified && known.byIdentifier === undefined) {
      return this.create(command, withoutTaken(details, known), { sourceId, hmacVerified: true });
    }
    if (claimed === undefined) {
      return this.create(command, details, { sourceId, hmacVerified: false });
    }
    return this.bringIn(command, claimed, {
      sourceId,
      hmacVerified: verified,
      ...(!verified && { claimed: true }),
    });
  }

  private async create(
    { inbox, origin }: RegisterContact,
    details: ContactDetails,
    contactInbox: Pick<NewContactInbox, 'sourceId' | 'hmacVerified'>,
  ): Promise<Visitor> {
    const contact = await createVisitor(this.store, inbox, details, contactInbox, origin);
    return { inbox, contact, contactInbox: comeInAs(contact, inbox, contactInbox.sourceId) };
  }

  private async bringIn(
    { inbox, origin }: RegisterContact,
    contactId: number,
    contactInbox: Omit<NewContactInbox, 'id' | 'inboxId'>,
  ): Promise<Visitor> {
    const { id: inboxId, accountId } = inbox;
    const { sourceId } = contactInbox;
    const { state } = await this.store.handle(contactDecider, {
      stream: contactStream(contactId),
      metadata: visitorMetadata({ accountId, id: contactId }, origin),
      references: () => ({ account: accountRef(accountId) }),
      command: ({ references, id, occurredAt }): ContactCommand => ({
        type: 'CreateContactInbox',
        account: accountSnapshot(references.account),
        contactInbox: { ...contactInbox, id: id('contact-inbox'), inboxId },
        createdAt: occurredAt,
        wantedSourceId: sourceId,
      }),
    });
    return { inbox, contact: state, contactInbox: comeInAs(state, inbox, sourceId) };
  }
}

/**
 * As whom they have come in. A repeated request made its source id the first time, and may have come
 * by another way then: it is the latest as of then.
 */
function comeInAs({ contactInboxes }: Contact, inbox: Inbox, sourceId: string): ContactInbox {
  const found = contactInboxes.find(
    (known) => known.inboxId === inbox.id && known.sourceId === sourceId,
  );
  return found ?? contactInboxes.at(-1)!;
}

/** The hash says nothing of the e-mail address and the number: who has them keeps them. */
function withoutTaken(details: ContactDetails, { byEmail, byPhoneNumber }: Known): ContactDetails {
  return {
    ...details,
    ...(byEmail !== undefined && { email: null }),
    ...(byPhoneNumber !== undefined && { phoneNumber: null }),
  };
}
