import type { SqlValue } from '@app/event-store';
import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import { ContactViews } from '../read-model/contact-views';
import {
  ACCOUNT,
  commandsOn,
  openConversationsDatabase,
  OTHER_ACCOUNT,
  type Commands,
} from '../testing/open-conversations';
import { ContactPages, type ContactOrder } from './contact-pages';
import { ListContacts, ListContactsHandler } from './list-contacts';

interface Wanted {
  readonly accountId: number;
  readonly page: number;
  readonly order: ContactOrder;
  readonly descending: boolean;
  readonly contained: string;
}

describe.each(DRIVERS)('the list of contacts on $name', (driver) => {
  let harness: DriverHarness;
  let commands: Commands;

  const list = (wanted: Partial<Wanted> = {}) => {
    const { accountId, page, order, descending, contained } = { ...EVERYTHING, ...wanted };
    const { store, database } = harness;
    const pages = new ContactPages(database, new ContactViews(store, database));
    return new ListContactsHandler(pages).execute(
      new ListContacts(accountId, { page, order, descending }, contained),
    );
  };
  const names = async (wanted: Partial<Wanted>): Promise<string[]> =>
    (await list(wanted)).contacts.map(({ contact }) => contact.name);
  /** What is asked of the database meanwhile, by both of its connections. */
  const queriesOf = async (act: () => Promise<unknown>) => {
    const { connection, database } = harness;
    const spies = [
      jest.spyOn(database, 'query'),
      ...(['all', 'get'] as const).map((method) => jest.spyOn(connection, method)),
    ];
    await act();
    const queries = spies.flatMap(
      (spy) => spy.mock.calls as unknown as [string, readonly SqlValue[]][],
    );
    for (const spy of spies) spy.mockRestore();
    return queries;
  };

  const questionsFor = async (contained: string): Promise<number> => {
    // So that nothing is in memory.
    await harness.reopen();
    return (await queriesOf(() => list({ contained }))).length;
  };

  beforeEach(async () => {
    harness = await openConversationsDatabase(driver);
    commands = commandsOn(harness);
  });
  afterEach(() => harness.close());

  describe('sorts', () => {
    beforeEach(async () => {
      await commands.createContact({ name: 'bob', email: 'zoe@example.com' });
      await commands.createContact({ name: 'Carol', phoneNumber: '+14155550100' });
      await commands.createContact({ name: 'Ada', email: 'ada@example.com' });
    });

    it.each<[ContactOrder, boolean, string[]]>([
      ['name', false, ['Ada', 'bob', 'Carol']],
      ['name', true, ['Carol', 'bob', 'Ada']],
      ['created_at', false, ['bob', 'Carol', 'Ada']],
      ['created_at', true, ['Ada', 'Carol', 'bob']],
      ['email', false, ['Ada', 'bob', 'Carol']],
      ['email', true, ['bob', 'Ada', 'Carol']],
      ['phone_number', false, ['Carol', 'bob', 'Ada']],
      ['phone_number', true, ['Carol', 'Ada', 'bob']],
    ])('by %s, descending: %p; who has none comes last', async (order, descending, expected) => {
      expect(await names({ order, descending })).toEqual(expected);
    });

    it('by the latest activity in the contacts’ conversations', async () => {
      const { id: inboxId } = await commands.createInbox();
      for (const contactId of [3, 2, 3]) {
        harness.clock.advance(1_000);
        await commands.createConversation({ contactId, inboxId });
      }
      expect(await names({ order: 'last_activity_at', descending: true })).toEqual([
        'Ada',
        'Carol',
        'bob',
      ]);
      expect(await names({ order: 'last_activity_at' })).toEqual(['Carol', 'Ada', 'bob']);
      const { contacts } = await list();
      expect(contacts.map(({ lastActivityAt }) => lastActivityAt)).toEqual([
        null,
        new Date(harness.clock.nowMs() - 1_000).toISOString(),
        new Date(harness.clock.nowMs()).toISOString(),
      ]);
    });
  });

  it.each([
    ['a name', 'ԱՐԱՄ', 'արա'],
    ['a name', 'Underscore_d', 'E_D'],
    ['a name', '100%', '0%'],
    ['a name', String.raw`back\slash`, String.raw`k\s`],
  ])('finds what is contained in %s: %s by %s', async (_, name, contained) => {
    await commands.createContact({ name });
    await commands.createContact({ name: 'Underscored 100 backslash' });
    expect(await names({ contained })).toEqual([name]);
  });

  it.each([
    [{ email: 'carol@example.com' }, 'AROL@ex'],
    [{ phoneNumber: '+14155550100' }, '5550'],
    [{ identifier: 'Customer-7' }, 'customer'],
  ])('finds by %j', async (details, contained) => {
    const { contact } = await commands.createContact({ ...details, name: 'Found' });
    await commands.createContact({ ...details, name: 'Elsewhere' }, null, OTHER_ACCOUNT);
    await commands.createContact({ name: 'Other' });
    const found = await list({ contained });
    expect(found).toMatchObject({ count: 1, contacts: [{ contact: { id: contact.id } }] });
  });

  it('asks the same number of questions however many contacts, inboxes and conversations', async () => {
    for (let number = 1; number <= 10; number += 1) {
      const { id: inboxId } = await commands.createInbox();
      const { contact } = await commands.createContact({ name: `Carol ${number}` }, inboxId);
      await commands.createConversation({ contactId: contact.id, inboxId });
    }
    expect(await names({ contained: 'Carol 10' })).toHaveLength(1);
    expect(await names({ contained: 'Carol' })).toHaveLength(10);
    expect(await questionsFor('Carol')).toBe(await questionsFor('Carol 10'));
  });
});

const EVERYTHING: Wanted = {
  accountId: ACCOUNT,
  page: 1,
  order: 'created_at',
  descending: false,
  contained: '',
};
