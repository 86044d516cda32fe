import { Database, EventStore } from '@app/event-store';
import { Injectable } from '@nestjs/common';
import { contactRef, type Contact } from '../domain/contact';
import { inboxRef, type Inbox } from '../domain/inbox';

/** A contact with what is shown around it. */
export interface ContactView {
  readonly contact: Contact;
  /** By id, those the contact is in, and perhaps others. */
  readonly inboxes: ReadonlyMap<number, Inbox>;
  /** The latest in any of the contact's conversations; null where there is none. */
  readonly lastActivityAt: string | null;
}

/** Contacts as they are now: a fixed number of queries, however many they are. */
@Injectable()
export class ContactViews {
  constructor(
    private readonly store: EventStore,
    private readonly database: Database,
  ) {}

  /** @returns in the order of the ids, without those that the account does not have */
  async find(accountId: number, contactIds: readonly number[]): Promise<ContactView[]> {
    const states = await this.store.readStates(contactIds.map(contactRef));
    const contacts = states.filter(
      (state): state is Contact => state !== undefined && state.accountId === accountId,
    );
    const inboxes = await this.readInboxes(contacts);
    const lastActivities = await this.findLastActivities(contacts);
    return contacts.map((contact) => ({
      contact,
      inboxes,
      lastActivityAt: lastActivities.get(contact.id) ?? null,
    }));
  }

  private async readInboxes(contacts: readonly Contact[]): Promise<ReadonlyMap<number, Inbox>> {
    const present = contacts.flatMap(({ contactInboxes }) => contactInboxes);
    const ids = [...new Set(present.map(({ inboxId }) => inboxId))];
    const states = await this.store.readStates(ids.map(inboxRef));
    return new Map(states.flatMap((state) => (state ? [[state.id, state] as const] : [])));
  }

  private async findLastActivities(
    contacts: readonly Contact[],
  ): Promise<ReadonlyMap<number, string>> {
    const rows = await this.database.query<{ contactId: number; at: string }>(
      `SELECT contact_id AS "contactId", max(last_activity_at) AS at FROM conversations
       WHERE contact_id IN ${this.database.dialect.numbers} GROUP BY contact_id`,
      [JSON.stringify(contacts.map(({ id }) => id))],
    );
    return new Map(rows.map(({ contactId, at }) => [contactId, at]));
  }
}
