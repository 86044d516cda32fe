import { planOf, POSTGRES, queriesDuring, type DriverHarness } from '@app/event-store/testing';
import { OF_CONTACT as DELETED_WITH_CONTACT } from '../commands/contacts/delete-contact';
import type { SentCondition } from '../testing/filter-contacts';
import { openConversationsDatabase } from '../testing/open-conversations';
import { queriesOn } from '../testing/queries-on';
import type { Paging } from './contact-pages';

/** Of 20 accounts, each with 1,000 contacts that have a conversation of five messages. */
const ROWS = [
  `INSERT INTO contacts
     (id, account_id, email, phone_number, identifier, folded_identifier, sort_name, search_text,
      blocked, created_at)
   SELECT n, n % 20 + 1, 'contact-' || n || '@example.com', '+1415' || n, 'customer-' || n,
          'customer-' || n, 'contact ' || n, 'contact ' || n, 0, '2026-01-01T00:00:00.000Z'
   FROM generate_series(1, 20000) AS n`,
  `INSERT INTO contact_inboxes (id, account_id, contact_id, inbox_id, source_id)
   SELECT n, n % 20 + 1, n, n % 20 + 1, 'source-' || n FROM generate_series(1, 20000) AS n`,
  `INSERT INTO contact_attributes (contact_id, account_id, key, text)
   SELECT n, n % 20 + 1, key, n || '@' || key
   FROM generate_series(1, 20000) AS n, unnest(ARRAY['chat_id', 'city']) AS key`,
  `INSERT INTO conversations
     (account_id, display_id, inbox_id, contact_id, contact_inbox_id, status, assignee_id,
      labels, last_activity_at, position)
   SELECT n % 20 + 1, n, n % 20 + 1, n, n, CASE WHEN n % 3 = 0 THEN 'open' ELSE 'resolved' END,
          n % 4, '[]', '2026-01-01T' || n, n
   FROM generate_series(1, 20000) AS n`,
  `INSERT INTO messages (account_id, display_id, id, public, position)
   SELECT n % 20 + 1, n / 5 + 1, n, 1, n + 100 FROM generate_series(1, 100000) AS n`,
  // Behind the events that any database of conversations has here.
  `INSERT INTO events
     (position, id, stream, version, type, schema_version, data, metadata, recorded_at_ms)
   SELECT n + 100, 'event-' || n, 'conversation-' || n, 1, 'MessageCreated', 1,
          '{"message":{"content":"text ' || n || '"}}', '{}', 0
   FROM generate_series(1, 100000) AS n`,
  `INSERT INTO inboxes (id, account_id, identifier)
   SELECT n, n % 200 + 1, 'inbox-' || n FROM generate_series(1, 10000) AS n`,
];

describe('the plans of the queries on PostgreSQL', () => {
  let harness: DriverHarness;
  let queries: ReturnType<typeof queriesOn>;

  beforeAll(async () => {
    harness = await openConversationsDatabase(POSTGRES);
    queries = queriesOn(harness);
    for (const rows of ROWS) await harness.sql(rows);
    await harness.sql('VACUUM ANALYZE');
  });
  afterAll(() => harness.close());

  /** Of the queries asked meanwhile that begin so. */
  const plansOf = async (act: () => Promise<unknown>, beginning: string): Promise<string[]> => {
    const asked = await queriesDuring(harness.database, act);
    const wanted = asked.filter(([sql]) => sql.trim().startsWith(beginning));
    return Promise.all(wanted.map((query) => planOf(harness.database, query)));
  };

  it.each([
    ['listed', 'SELECT display_id', () => queries.listConversations({ status: 'open' })],
    [
      'listed for an agent',
      'SELECT display_id',
      () => queries.listConversations({ status: 'open' }, 'me'),
    ],
  ])('conversations are %s by the latest activity, without sorting', async (_, beginning, act) => {
    const [plan] = await plansOf(act, beginning);
    expect(plan).toMatch(/Index (Only )?Scan Backward using conversations_by_activity/);
    expect(plan).not.toMatch(/Sort|Seq Scan/);
  });

  it.each<[string, string, () => Promise<unknown>, string]>([
    [
      'the conversations of any status',
      'SELECT display_id',
      () => queries.listConversations({ status: 'all' }),
      'conversations',
    ],
    [
      'the counts of conversations',
      'SELECT count',
      () => queries.countConversations({ status: 'open' }),
      'conversations',
    ],
    [
      'a contact’s conversations',
      'SELECT display_id',
      () => queries.listContactConversations(7),
      'conversations_by_contact',
    ],
    ['a page of messages', 'SELECT position', () => queries.listMessages(7), 'messages_pkey'],
    [
      'the last messages of a list',
      'SELECT position',
      () => queries.listConversations({ status: 'open' }),
      'messages_pkey',
    ],
    [
      'the latest activities of a page of contacts',
      'SELECT contact_id',
      () => queries.listContacts(),
      'conversations_by_contact',
    ],
    [
      'a contact by source id',
      'SELECT contact_id',
      () => queries.findContactInboxBySource('source-7'),
      'contact_inboxes_by_source',
    ],
    [
      'a contact in an inbox',
      'SELECT contact_id',
      () => queries.findContactInbox(7, 8),
      'contact_inboxes_by_contact',
    ],
    ['an account’s inboxes', 'SELECT id', () => queries.listInboxes(), 'inboxes_by_account'],
  ])('%s are found by an index', async (_, beginning, act, index) => {
    const plans = await plansOf(act, beginning);
    expect(plans).toHaveLength(1);
    expect(plans[0]).toMatch(new RegExp(`(using|Index Scan on) ${index}`));
    expect(plans[0]).not.toContain('Seq Scan');
  });

  it('a contact’s conversations are found by the contact where they are deleted', async () => {
    const plan = await planOf(harness.database, [DELETED_WITH_CONTACT, [7, 8]]);
    expect(plan).toMatch(/using conversations_by_contact/);
  });

  it('text is looked for in the messages of the account’s conversations only', async () => {
    const [plan] = await plansOf(
      () => queries.listConversations({ status: 'open', contains: 'x' }),
      'SELECT display_id',
    );
    expect(plan).toMatch(/using messages_pkey/);
    expect(plan).toMatch(/using events_pkey/);
    expect(plan).not.toContain('Seq Scan');
  });

  it.each<[Partial<Paging> & { contained?: string }, string]>([
    [{}, 'contacts_by_account'],
    [{ descending: true }, 'contacts_by_account'],
    [{ order: 'name' }, 'contacts_by_name'],
    [{ order: 'name', descending: true }, 'contacts_by_name'],
    [{ order: 'email' }, 'contacts_account_id_email_key'],
    [{ order: 'phone_number' }, 'contacts_account_id_phone_number_key'],
  ])('the page %j goes through the account’s own contacts in their order', async (page, index) => {
    const [plan] = await plansOf(() => queries.listContacts(page), 'SELECT id FROM contacts');
    expect(plan).toMatch(new RegExp(`Scan (Backward )?using ${index}`));
    // Those of one address are sorted by their ids.
    expect(plan).not.toMatch(/(?<!Incremental )Sort  |Seq Scan/);
  });

  it('text is looked for among the account’s own contacts', async () => {
    const [plan] = await plansOf(
      () => queries.listContacts({ contained: 'nobody is called so' }),
      'SELECT id FROM contacts',
    );
    expect(plan).toContain('(account_id = ');
    expect(plan).not.toContain('Seq Scan');
  });

  it.each<[string, SentCondition[], string[]]>([
    [
      'a phone number, with and without Brazil’s ninth digit',
      [
        ['phone_number', 'equal_to', ['5511999999999'], 'OR'],
        ['phone_number', 'equal_to', ['551199999999']],
      ],
      ['contacts_account_id_phone_number_key'],
    ],
    [
      'a chat’s id, an identifier or a phone number',
      [
        ['chat_id', 'equal_to', ['1@c.us', '2@lid'], 'OR'],
        ['identifier', 'equal_to', ['1@c.us', '2@lid'], 'OR'],
        ['phone_number', 'equal_to', ['+1', '1']],
      ],
      [
        'contact_attributes_by_text',
        'contacts_by_folded_identifier',
        'contacts_account_id_phone_number_key',
      ],
    ],
  ])('contacts are looked up, and not gone through, by %s', async (_, conditions, indexes) => {
    const act = () => queries.filterContacts(conditions);
    const plans = [
      ...(await plansOf(act, 'SELECT id FROM contacts')),
      ...(await plansOf(act, 'SELECT count(*) AS count FROM contacts')),
    ];
    expect(plans).toHaveLength(2);
    for (const plan of plans) {
      for (const index of indexes) expect(plan).toContain(index);
      expect(plan).not.toContain('Seq Scan');
    }
  });

  it('who somebody may be is found by the indexes of what is unique', async () => {
    const carol = { identifier: 'customer-1', email: 'c@example.com', phoneNumber: '+1' };
    const [plan] = await plansOf(() => queries.findKnownContacts(carol), 'SELECT id');
    for (const column of ['identifier', 'email', 'phone_number']) {
      expect(plan).toContain(`Bitmap Index Scan on contacts_account_id_${column}_key`);
    }
  });
});
