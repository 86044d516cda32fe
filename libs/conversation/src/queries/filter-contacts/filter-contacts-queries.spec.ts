import type { SqliteEventStoreHarness } from '@app/event-store/testing';
import { filterContacts, type SentCondition } from '../../testing/filter-contacts';
import {
  addProjections,
  commandsOn,
  openConversationsDatabase,
  type Commands,
} from '../../testing/open-conversations';

describe('a page of filtered contacts', () => {
  let harness: SqliteEventStoreHarness;
  let commands: Commands;

  beforeEach(async () => {
    harness = await openConversationsDatabase();
    commands = commandsOn(harness);
  });
  afterEach(() => harness.close());

  it('gives 15 a page and counts those of all pages', async () => {
    for (let seats = 1; seats <= 17; seats += 1) {
      await commands.createContact({ name: `Seat ${seats}`, customAttributes: { seats } });
    }
    const matching: SentCondition[] = [['seats', 'is_greater_than', [1]]];
    const first = await filterContacts(harness, matching);
    expect(first.count).toBe(16);
    expect(first.contacts.map(({ contact }) => contact.name)).toEqual(
      Array.from({ length: 15 }, (_, index) => `Seat ${index + 2}`),
    );
    const second = await filterContacts(harness, matching, { page: 2 });
    expect(second.contacts.map(({ contact }) => contact.name)).toEqual(['Seat 17']);
    expect(await filterContacts(harness, matching, { page: 3 })).toEqual({
      count: 16,
      contacts: [],
    });
  });

  it('asks one question for the page and one for the count, however many conditions', async () => {
    await commands.createContact({ customAttributes: { plan: 'gold' } });
    await harness.reopen();
    addProjections(harness);
    const query = jest.spyOn(harness.database, 'query');
    await filterContacts(harness, [
      ['plan', 'equal_to', ['gold'], 'AND'],
      ['city', 'is_not_present', [], 'OR'],
      ['last_activity_at', 'is_present'],
    ]);
    const onContacts = query.mock.calls.filter(([sql]) => sql.includes('FROM contacts'));
    expect(onContacts).toHaveLength(2);
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
  ])('looks up, and does not go through the account’s contacts, for %s', async (_, conditions) => {
    const query = jest.spyOn(harness.database, 'query');
    await filterContacts(harness, conditions);
    const asked = query.mock.calls.filter(([sql]) => sql.includes('FROM contacts'));
    expect(asked).toHaveLength(2);
    for (const [sql, params] of asked) {
      const plan = await harness.database.query<{ detail: string }>(
        `EXPLAIN QUERY PLAN ${sql}`,
        params,
      );
      const steps = plan.map(({ detail }) => detail);
      expect(steps.join('\n')).toMatch(/\(account_id=\? AND phone_number=\?\)/);
      expect(steps.filter((step) => /^SCAN|\(account_id=\?\)$/.test(step))).toEqual([]);
    }
  });
});
