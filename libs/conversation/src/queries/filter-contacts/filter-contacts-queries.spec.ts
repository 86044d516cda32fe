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
});
