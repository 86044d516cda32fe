import { randomInt } from 'node:crypto';
import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import { filterContacts, type SentCondition } from '../../testing/filter-contacts';
import {
  addProjections,
  commandsOn,
  openConversationsDatabase,
  type Commands,
} from '../../testing/open-conversations';

describe.each(DRIVERS)('a page of filtered contacts on $name', (driver) => {
  let harness: DriverHarness;
  let commands: Commands;

  beforeEach(async () => {
    harness = await openConversationsDatabase(driver);
    commands = commandsOn(harness);
  });
  afterEach(() => harness.close());

  const found = async (...condition: SentCondition): Promise<string[]> => {
    const { contacts } = await filterContacts(harness, [condition]);
    return contacts.map(({ contact }) => contact.name);
  };

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

  it('finds by attributes of any length, too long for an entry of an index as they may be', async () => {
    const letters = Array.from({ length: 10_000 }, () => 0x4e_00 + randomInt(20_000));
    const text = String.fromCodePoint(...letters);
    const key = text.slice(0, 1_000);
    const long = text.slice(-1_000);
    await commands.createContact({ name: 'Long', customAttributes: { [key]: long } });
    await commands.createContact({ name: 'Longer', customAttributes: { [key]: `${long}${text}` } });
    await commands.createContact({ name: 'Short', customAttributes: { [`${key}!`]: 'x' } });
    expect(await found(key, 'equal_to', [long])).toEqual(['Long']);
    expect(await found(key, 'not_equal_to', [long])).toEqual(['Longer', 'Short']);
    expect(await found(key, 'contains', [key])).toEqual(['Longer']);
    expect(await found(key, 'is_not_present')).toEqual(['Short']);
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
});
