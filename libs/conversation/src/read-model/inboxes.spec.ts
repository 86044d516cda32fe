import { accountRef } from '@app/accounts';
import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import { apiInbox } from '../testing/conversation-data';
import {
  ACCOUNT,
  byAda,
  commandsOn,
  openConversationsDatabase,
  OTHER_ACCOUNT,
} from '../testing/open-conversations';
import { Inboxes } from './inboxes';

describe.each(DRIVERS)(
  'finding an inbox by what it is called by from outside on $name',
  (driver) => {
    let harness: DriverHarness;
    let inboxes: Inboxes;

    beforeEach(async () => {
      harness = await openConversationsDatabase(driver);
      inboxes = new Inboxes(harness.store, harness.database);
    });
    afterEach(() => harness.close());

    it('takes the channel that the caller is of', async () => {
      const inbox = await commandsOn(harness).createInbox(ACCOUNT, apiInbox);
      expect(await inboxes.findByIdentifier(inbox.identifier, 'Channel::Api')).toEqual(inbox);
      expect(
        await inboxes.findByIdentifier(inbox.identifier, 'Channel::WebWidget'),
      ).toBeUndefined();
    });

    it('finds none of an account that was deleted, and those of the others', async () => {
      const gone = await commandsOn(harness).createInbox(ACCOUNT);
      const other = await commandsOn(harness).createInbox(OTHER_ACCOUNT);
      const deleted = { type: 'AccountDeleted', data: { id: ACCOUNT } };
      const metadata = { ...byAda, causationId: null, occurredAt: new Date(0).toISOString() };
      await harness.store.append(accountRef(ACCOUNT).stream, [{ ...deleted, metadata }], 'any');
      expect(await inboxes.findByIdentifier(gone.identifier, 'Channel::Api')).toBeUndefined();
      expect(await inboxes.findByIdentifier(other.identifier, 'Channel::Api')).toEqual(other);
    });
  },
);
