import { connect, type ConnectionOptions } from './connection';
import { ContactApiContacts } from './contact-api/contacts';
import { ContactApiConversations } from './contact-api/conversations';
import { ContactApiMessages } from './contact-api/messages';

export interface HooryContactClientOptions extends ConnectionOptions {
  /** The `inbox_identifier` of an API inbox. */
  readonly inboxIdentifier: string;
}

/**
 * What contacts may do themselves, in one API inbox. There is no token: whoever knows a contact's
 * `source_id` speaks for the contact. Its methods reject as those of `HooryClient`.
 */
export class HooryContactClient {
  readonly contacts: ContactApiContacts;
  readonly conversations: ContactApiConversations;
  readonly messages: ContactApiMessages;

  constructor({ inboxIdentifier, ...connection }: HooryContactClientOptions) {
    const http = connect(
      connection,
      `/public/api/v1/inboxes/${encodeURIComponent(inboxIdentifier)}`,
    );
    this.contacts = new ContactApiContacts(http);
    this.conversations = new ContactApiConversations(http);
    this.messages = new ContactApiMessages(http);
  }
}
