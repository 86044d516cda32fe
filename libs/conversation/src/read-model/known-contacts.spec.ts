import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
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

describe.each(DRIVERS)('the contacts that somebody may already be on $name', (driver) => {
  let harness: DriverHarness;
  let known: KnownContacts;

  beforeEach(async () => {
    harness = await openConversationsDatabase(driver);
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
});
