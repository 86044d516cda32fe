import type { SqliteEventStoreHarness } from '@app/event-store/testing';
import {
  ACCOUNT,
  commandsOn,
  openConversationsDatabase,
  OTHER_ACCOUNT,
} from '../testing/open-conversations';
import { KnownContacts } from './known-contacts';

const NOTHING = { identifier: null, email: null, phoneNumber: null };
const CAROL = {
  identifier: 'customer-1',
  email: 'carol@example.com',
  phoneNumber: '+14155550100',
};

describe('the contacts that somebody may already be', () => {
  let harness: SqliteEventStoreHarness;
  let known: KnownContacts;

  beforeEach(async () => {
    harness = await openConversationsDatabase();
    known = new KnownContacts(harness.database);
    const { createContact } = commandsOn(harness);
    await createContact({ identifier: CAROL.identifier });
    await createContact({ email: CAROL.email });
    await createContact({ phoneNumber: CAROL.phoneNumber });
    await createContact({});
  });
  afterEach(() => harness.close());

  it('are found by each of what is one contact’s alone', async () => {
    expect(await known.find(ACCOUNT, CAROL)).toEqual({
      byIdentifier: 1,
      byEmail: 2,
      byPhoneNumber: 3,
    });
    expect(await known.find(ACCOUNT, { ...NOTHING, email: 'CAROL@Example.com' })).toEqual({
      byEmail: 2,
    });
  });

  it('are none of another account, and nobody where nothing is said', async () => {
    expect(await known.find(OTHER_ACCOUNT, CAROL)).toEqual({});
    expect(await known.find(ACCOUNT, NOTHING)).toEqual({});
    expect(await known.find(ACCOUNT, { ...NOTHING, identifier: '' })).toEqual({});
  });

  it('are looked for by the indexes of what is unique', async () => {
    const asked = jest.spyOn(harness.database, 'query');
    await known.find(ACCOUNT, CAROL);
    const [sql, params] = asked.mock.calls[0]!;
    asked.mockRestore();
    const plan = await harness.database.query<{ detail: string }>(
      `EXPLAIN QUERY PLAN ${sql}`,
      params,
    );
    const searches = plan.map(({ detail }) => detail).filter((step) => step.includes('contacts'));
    expect(searches).toEqual([
      'SEARCH contacts USING INDEX sqlite_autoindex_contacts_3 (account_id=? AND identifier=?)',
      'SEARCH contacts USING INDEX sqlite_autoindex_contacts_1 (account_id=? AND email=?)',
      'SEARCH contacts USING INDEX sqlite_autoindex_contacts_2 (account_id=? AND phone_number=?)',
    ]);
  });
});
