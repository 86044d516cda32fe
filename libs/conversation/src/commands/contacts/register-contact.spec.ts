import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import { SecretBox } from '@app/secrets';
import type { Inbox } from '../../domain/inbox';
import { ContactInboxes } from '../../read-model/contact-inboxes';
import { KnownContacts } from '../../read-model/known-contacts';
import { Visitors } from '../../read-model/visitors';
import {
  ACCOUNT,
  byAda,
  commandsOn,
  openConversationsDatabase,
  type Commands,
} from '../../testing/open-conversations';
import { RegisterContact, RegisterContactHandler } from './register-contact';
import { UpdateContact, UpdateContactHandler } from './update-contact';

const customer = {
  name: 'Carol',
  email: null,
  phoneNumber: null,
  identifier: 'customer-1',
  blocked: false,
  customAttributes: {},
  additionalAttributes: {},
};
const origin = {
  correlationId: 'request-1',
  idempotency: { key: 'key-1', fingerprint: 'fingerprint-1' },
};

describe.each(DRIVERS)(
  'registering a contact again under its idempotency key on $name',
  (driver) => {
    let harness: DriverHarness;
    let commands: Commands;
    let inbox: Inbox;

    const register = () =>
      new RegisterContactHandler(
        harness.store,
        new Visitors(harness.store, new ContactInboxes(harness.database)),
        new KnownContacts(harness.database),
        new SecretBox(SecretBox.makeKey()),
      ).execute(
        new RegisterContact(
          inbox,
          { sourceId: null, details: customer, identifierHash: null },
          origin,
        ),
      );
    const contactInboxes = () => harness.sql('SELECT id, contact_id FROM contact_inboxes');

    beforeEach(async () => {
      harness = await openConversationsDatabase(driver);
      commands = commandsOn(harness);
      inbox = await commands.createInbox();
    });
    afterEach(() => harness.close());

    it('gives the contact that was made, under the source id of then', async () => {
      const first = await register();
      expect(await register()).toEqual(first);
      expect(await contactInboxes()).toEqual([{ id: 1, contact_id: 1 }]);
    });

    it('gives the source id of then where it was another of a known contact, who is found no more', async () => {
      await commands.createContact({ identifier: 'customer-1' }, inbox.id);
      const first = await register();
      expect(first.contactInbox).toMatchObject({ id: 2, contactId: 1 });
      await new UpdateContactHandler(harness.store).execute(
        new UpdateContact(ACCOUNT, 1, { identifier: null }, byAda),
      );
      expect(await register()).toEqual(first);
      expect(await contactInboxes()).toHaveLength(2);
    });
  },
);
