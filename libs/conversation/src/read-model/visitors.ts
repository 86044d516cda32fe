import { EventStore } from '@app/event-store';
import { Injectable } from '@nestjs/common';
import { contactRef, type Contact } from '../domain/contact';
import type { ContactInbox } from '../domain/contact-profile';
import type { Inbox } from '../domain/inbox';
import { ContactInboxes } from './contact-inboxes';

/** Somebody who comes into an inbox by themselves, known there by a source id. */
export interface Visitor {
  readonly inbox: Inbox;
  readonly contact: Contact;
  /** The one of the contact's that the source id is of. */
  readonly contactInbox: ContactInbox;
}

@Injectable()
export class Visitors {
  constructor(
    private readonly store: EventStore,
    private readonly contactInboxes: ContactInboxes,
  ) {}

  async find(inbox: Inbox, sourceId: string): Promise<Visitor | undefined> {
    const { id: inboxId, accountId } = inbox;
    const key = await this.contactInboxes.findBySourceId(accountId, sourceId, inboxId);
    const contact = key && (await this.store.readState(contactRef(key.contactId)));
    const contactInbox = contact?.contactInboxes.find(
      (known) => known.inboxId === inboxId && known.sourceId === sourceId,
    );
    return contact && contactInbox && { inbox, contact, contactInbox };
  }
}
