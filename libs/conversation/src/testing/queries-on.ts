import type { DriverHarness } from '@app/event-store/testing';
import { ContactPages, type Paging } from '../queries/contact-pages';
import type { AssigneeType, ConversationFilter } from '../queries/conversation-filter';
import { CountConversations, CountConversationsHandler } from '../queries/count-conversations';
import { ListContacts, ListContactsHandler } from '../queries/list-contacts';
import {
  ListContactConversations,
  ListContactConversationsHandler,
} from '../queries/list-contact-conversations';
import { ListConversations, ListConversationsHandler } from '../queries/list-conversations';
import { ListInboxes, ListInboxesHandler } from '../queries/list-inboxes';
import { ListMessages, ListMessagesHandler, type MessageRange } from '../queries/list-messages';
import { ContactInboxes } from '../read-model/contact-inboxes';
import { ContactViews } from '../read-model/contact-views';
import { ConversationSnapshots } from '../read-model/conversation-snapshots';
import { KnownContacts } from '../read-model/known-contacts';
import { ada } from './conversation-data';
import { filterContacts, type SentCondition } from './filter-contacts';
import { ACCOUNT } from './open-conversations';

/** The handlers of the queries, on account 1; of pages the first, in the order of creation unless told. */
export function queriesOn(harness: DriverHarness) {
  const { store, database } = harness;
  const snapshots = new ConversationSnapshots(store, database);
  const contactInboxes = new ContactInboxes(database);
  return {
    listConversations: (filter: ConversationFilter, assigneeType: AssigneeType = 'all') =>
      new ListConversationsHandler(database, snapshots).execute(
        new ListConversations(ACCOUNT, ada.id, filter, assigneeType, 1),
      ),

    countConversations: (filter: ConversationFilter) =>
      new CountConversationsHandler(database).execute(
        new CountConversations(ACCOUNT, ada.id, filter),
      ),

    listContactConversations: (contactId: number) =>
      new ListContactConversationsHandler(database, snapshots).execute(
        new ListContactConversations(ACCOUNT, contactId, null),
      ),

    listMessages: (displayId: number, range: MessageRange = {}) =>
      new ListMessagesHandler(database, store).execute(new ListMessages(ACCOUNT, displayId, range)),

    listContacts: ({ contained = '', ...paging }: Partial<Paging> & { contained?: string } = {}) =>
      new ListContactsHandler(
        new ContactPages(database, new ContactViews(store, database)),
      ).execute(
        new ListContacts(
          ACCOUNT,
          { page: 1, order: 'created_at', descending: false, ...paging },
          contained,
        ),
      ),

    filterContacts: (conditions: readonly SentCondition[]) => filterContacts(harness, conditions),

    listInboxes: () => new ListInboxesHandler(store, database).execute(new ListInboxes(ACCOUNT)),

    findKnownContacts: (details: Parameters<KnownContacts['find']>[1]) =>
      new KnownContacts(database).find(ACCOUNT, details),

    findContactInboxBySource: (sourceId: string) =>
      contactInboxes.findBySourceId(ACCOUNT, sourceId, null),

    findContactInbox: (contactId: number, inboxId: number) =>
      contactInboxes.findByContact(ACCOUNT, contactId, inboxId),
  };
}
