import { connect, type HooryClientOptions } from './connection';
import { Contacts } from './resources/contacts';
import { Conversations } from './resources/conversations';
import { Inboxes } from './resources/inboxes';
import { Messages } from './resources/messages';
import { Webhooks } from './resources/webhooks';

/**
 * The REST API of one account. Bodies go and come as they are on the wire, in snake_case.
 *
 * Every method rejects with `HooryApiError` when the server refuses and with
 * `HooryConnectionError` when no answer of the API arrives.
 */
export class HooryClient {
  readonly webhooks: Webhooks;
  readonly inboxes: Inboxes;
  readonly contacts: Contacts;
  readonly conversations: Conversations;
  readonly messages: Messages;

  constructor(options: HooryClientOptions) {
    const http = connect(options);
    this.webhooks = new Webhooks(http);
    this.inboxes = new Inboxes(http);
    this.contacts = new Contacts(http);
    this.conversations = new Conversations(http);
    this.messages = new Messages(http);
  }
}
