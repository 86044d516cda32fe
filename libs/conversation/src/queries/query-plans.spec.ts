import { planOf, queriesDuring, SQLITE, type DriverHarness } from '@app/event-store/testing';
import { OF_CONTACT as DELETED_WITH_CONTACT } from '../commands/contacts/delete-contact';
import type { SentCondition } from '../testing/filter-contacts';
import { openConversationsDatabase } from '../testing/open-conversations';
import { queriesOn } from '../testing/queries-on';
import type { Paging } from './contact-pages';
import type { ConversationFilter } from './conversation-filter';

describe('the plans of the queries on SQLite', () => {
  let harness: DriverHarness;
  let queries: ReturnType<typeof queriesOn>;

  beforeAll(async () => {
    harness = await openConversationsDatabase(SQLITE);
    queries = queriesOn(harness);
  });
  afterAll(() => harness.close());

  /** Of the queries asked meanwhile that begin so. */
  const plansOf = async (act: () => Promise<unknown>, beginning: string): Promise<string[]> => {
    const asked = await queriesDuring(harness.database, act);
    const wanted = asked.filter(([sql]) => sql.trim().startsWith(beginning));
    return Promise.all(wanted.map((query) => planOf(harness.database, query)));
  };
  const planOfList = async (filter: ConversationFilter): Promise<string> => {
    const [plan] = await plansOf(() => queries.listConversations(filter), 'SELECT display_id');
    return plan!;
  };

  describe('on conversations', () => {
    it('lists by the latest activity straight from the index, without sorting', async () => {
      expect(await planOfList({ status: 'open' })).toBe(
        'SEARCH conversations USING COVERING INDEX conversations_by_activity (account_id=? AND status=?)',
      );
    });

    it('reads no other account’s conversations for any status', async () => {
      expect(await planOfList({ status: 'all' })).toMatch(
        /^SEARCH conversations USING COVERING INDEX conversations_by_activity \(account_id=\?\)/,
      );
    });

    it('looks for text in the messages of the account’s conversations only', async () => {
      expect(await planOfList({ status: 'open', contains: 'x' })).not.toContain('SCAN');
    });

    it('finds a contact’s conversations by the contact where they are listed', async () => {
      const [plan] = await plansOf(() => queries.listContactConversations(1), 'SELECT display_id');
      expect(plan).toMatch(/^SEARCH .* INDEX conversations_by_contact \(contact_id=\?\)$/);
    });

    it('finds a contact’s conversations by the contact where they are deleted', async () => {
      expect(await planOf(harness.database, [DELETED_WITH_CONTACT, [1, 1]])).toMatch(
        /^SEARCH .* INDEX conversations_by_contact \(contact_id=\?\)$/,
      );
    });

    it('finds messages by their conversation and id', async () => {
      expect(await plansOf(() => queries.listMessages(1), 'SELECT position FROM messages')).toEqual(
        ['SEARCH messages USING PRIMARY KEY (account_id=? AND display_id=? AND id>? AND id<?)'],
      );
      const [lastMessages] = await plansOf(
        () => queries.listConversations({ status: 'open' }),
        'SELECT position FROM messages',
      );
      expect(lastMessages).toContain(
        'SEARCH messages USING PRIMARY KEY (account_id=? AND display_id=? AND id=?)',
      );
    });
  });

  describe('on contacts', () => {
    it.each<[Partial<Paging> & { contained?: string }, string]>([
      [{}, 'contacts_by_account'],
      [{ order: 'name' }, 'contacts_by_name'],
      [{ order: 'name', descending: true }, 'contacts_by_name'],
      [{ order: 'email' }, 'sqlite_autoindex_contacts_1'],
      [{ order: 'phone_number' }, 'sqlite_autoindex_contacts_2'],
      [{ contained: 'carol' }, 'contacts_by_account'],
      [{ order: 'name', contained: 'carol' }, 'contacts_by_name'],
    ])('go, for the page %j, through the account’s own in their order', async (page, index) => {
      const [plan] = await plansOf(() => queries.listContacts(page), 'SELECT id FROM contacts');
      expect(plan).toMatch(
        new RegExp(`SEARCH contacts USING (COVERING )?INDEX ${index} \\(account_id=\\?`),
      );
      expect(plan).not.toContain('TEMP B-TREE');
    });

    it.each<[string, SentCondition[]]>([
      [
        'a phone number, with and without Brazil’s ninth digit',
        [
          ['phone_number', 'equal_to', ['5511999999999'], 'OR'],
          ['phone_number', 'equal_to', ['551199999999']],
        ],
      ],
      [
        'a chat’s id, an identifier or a phone number',
        [
          ['chat_id', 'equal_to', ['1@c.us', '2@lid'], 'OR'],
          ['identifier', 'equal_to', ['1@c.us', '2@lid'], 'OR'],
          ['phone_number', 'equal_to', ['+1', '1']],
        ],
      ],
    ])('look up, and do not go through the account’s, for %s', async (_, conditions) => {
      const act = () => queries.filterContacts(conditions);
      const plans = [
        ...(await plansOf(act, 'SELECT id FROM contacts')),
        ...(await plansOf(act, 'SELECT count(*) AS count FROM contacts')),
      ];
      expect(plans).toHaveLength(2);
      for (const plan of plans) {
        expect(plan).toMatch(/\(account_id=\? AND phone_number=\?\)/);
        const steps = plan.split('\n');
        expect(steps.filter((step) => /^SCAN|\(account_id=\?\)$/.test(step))).toEqual([]);
      }
    });

    it('find who somebody may be by the indexes of what is unique', async () => {
      const carol = { identifier: 'customer-1', email: 'c@example.com', phoneNumber: '+1' };
      const [plan] = await plansOf(() => queries.findKnownContacts(carol), 'SELECT id');
      expect(plan!.split('\n').filter((step) => step.includes('contacts'))).toEqual([
        'SEARCH contacts USING INDEX sqlite_autoindex_contacts_3 (account_id=? AND identifier=?)',
        'SEARCH contacts USING INDEX sqlite_autoindex_contacts_1 (account_id=? AND email=?)',
        'SEARCH contacts USING INDEX sqlite_autoindex_contacts_2 (account_id=? AND phone_number=?)',
      ]);
    });
  });
});
