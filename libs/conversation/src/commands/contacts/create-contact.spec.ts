import { accountRef } from '@app/accounts';
import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import {
  ACCOUNT,
  byAda,
  commandsOn,
  openConversationsDatabase,
  OTHER_ACCOUNT,
  type Commands,
} from '../../testing/open-conversations';

describe.each(DRIVERS)('creating a contact on $name', (driver) => {
  let harness: DriverHarness;
  let commands: Commands;

  const contactIds = async (): Promise<unknown[]> =>
    (await harness.sql('SELECT id FROM contacts ORDER BY id')).map(({ id }) => id);

  beforeEach(async () => {
    harness = await openConversationsDatabase(driver);
    commands = commandsOn(harness);
  });
  afterEach(() => harness.close());

  it('numbers contacts from 1 and says when they came', async () => {
    await commands.createContact();
    const { contact, inbox } = await commands.createContact({ name: 'Dave' });
    expect(contact).toMatchObject({
      id: 2,
      accountId: 1,
      name: 'Dave',
      createdAt: new Date(harness.clock.nowMs()).toISOString(),
      contactInboxes: [],
    });
    expect(inbox).toBeNull();
  });

  it('brings it into the inbox that is named, under a source id of its own', async () => {
    const { id: inboxId } = await commands.createInbox();
    const carol = await commands.createContact({}, inboxId);
    const dave = await commands.createContact({}, inboxId);
    expect(carol.inbox).toMatchObject({ id: inboxId });
    expect(carol.contact.contactInboxes).toMatchObject([{ id: 1, contactId: 1, inboxId }]);
    expect(dave.contact.contactInboxes).toMatchObject([{ id: 2, contactId: 2, inboxId }]);
    const [ofCarol, ofDave] = [carol, dave].map(
      ({ contact }) => contact.contactInboxes[0]!.sourceId,
    );
    expect(ofCarol).toMatch(/^[\da-f-]{36}$/);
    expect(ofCarol).not.toBe(ofDave);
  });

  it('makes none in an account that was deleted', async () => {
    const deleted = { type: 'AccountDeleted', data: { id: ACCOUNT } };
    const metadata = { ...byAda, causationId: null, occurredAt: new Date(0).toISOString() };
    await harness.store.append(accountRef(ACCOUNT).stream, [{ ...deleted, metadata }], 'any');
    await expect(commands.createContact()).rejects.toMatchObject({ reason: 'not-found' });
    expect(await contactIds()).toEqual([]);
  });

  it('finds no inbox of another account, and makes no contact then', async () => {
    const { id: foreign } = await commands.createInbox(OTHER_ACCOUNT);
    for (const inboxId of [foreign, 99]) {
      await expect(commands.createContact({}, inboxId)).rejects.toMatchObject({
        reason: 'not-found',
        message: 'Resource could not be found',
      });
    }
    expect(await contactIds()).toEqual([]);
  });

  describe.each([
    ['email', { email: 'carol@example.com' }, 'Email has already been taken'],
    ['phone_number', { phoneNumber: '+14155550100' }, 'Phone number has already been taken'],
    ['identifier', { identifier: 'customer-1' }, 'Identifier has already been taken'],
  ])('with the %s of another', (attribute, details, message) => {
    it('is refused, and wastes no number', async () => {
      await commands.createContact(details);
      await expect(commands.createContact(details)).rejects.toMatchObject({
        reason: 'invalid',
        message,
        attributes: [attribute],
      });
      await commands.createContact();
      expect(await contactIds()).toEqual([1, 2]);
    });

    it('is allowed in another account', async () => {
      await commands.createContact(details);
      await commands.createContact(details, null, OTHER_ACCOUNT);
      expect(await contactIds()).toEqual([1, 2]);
    });
  });

  it('may say nothing of how to reach it, as often as one likes', async () => {
    await commands.createContact();
    await commands.createContact();
    expect(await contactIds()).toEqual([1, 2]);
  });
});
