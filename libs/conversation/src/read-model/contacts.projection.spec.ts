import { UniqueViolationError, type EventMetadata } from '@app/event-store';
import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import type { ContactEvent } from '../domain/contact';
import type { ContactInbox, ContactProfile } from '../domain/contact-profile';
import { carol, carolInApp, T0 } from '../testing/conversation-data';
import { ContactInboxes } from './contact-inboxes';
import { contactsProjection } from './contacts.projection';
import { CONVERSATION_MIGRATIONS } from '../migrations';

const metadata: EventMetadata = {
  accountId: 1,
  actor: null,
  correlationId: 'request-1',
  causationId: null,
  occurredAt: T0,
};
const account = { id: 1, name: 'Hoory' };

const dave: ContactProfile = {
  ...carol,
  id: 8,
  email: null,
  phoneNumber: null,
  identifier: null,
};

const created = (profile: ContactProfile): ContactEvent => ({
  type: 'ContactCreated',
  data: { ...profile, account },
});
const updated = (contact: ContactProfile): ContactEvent => ({
  type: 'ContactUpdated',
  data: { contact, account, changes: [] },
});
const deleted = (contact: ContactProfile): ContactEvent => ({
  type: 'ContactDeleted',
  data: { contact, account },
});
const cameIn = (changes: Partial<ContactInbox> = {}): ContactEvent => ({
  type: 'ContactInboxCreated',
  data: { ...carolInApp, ...changes },
});

const attributeRow = (key: string, text: string, number: number | null, day: string | null) => ({
  contact_id: carol.id,
  account_id: carol.accountId,
  key,
  text,
  number,
  day,
});

describe.each(DRIVERS)('the tables of contacts on $name', (driver) => {
  let harness: DriverHarness;

  const append = async (event: ContactEvent): Promise<void> => {
    await harness.store.append('contact-1', [{ ...event, metadata }], 'any');
  };

  beforeEach(async () => {
    harness = await driver.open({
      migrations: [CONVERSATION_MIGRATIONS],
    });
    harness.store.addProjection(contactsProjection);
  });
  afterEach(() => harness.close());

  it('have a contact and where it can be reached', async () => {
    await append(created(carol));
    await append(cameIn());
    expect(await harness.sql('SELECT * FROM contacts')).toEqual([
      {
        id: 5,
        account_id: 1,
        email: 'carol@example.com',
        phone_number: '+14155550100',
        identifier: 'customer-5',
        sort_name: 'carol',
        search_text: 'carol\ncarol@example.com\n+14155550100\ncustomer-5',
        folded_identifier: 'customer-5',
        blocked: 0,
        created_at: carol.createdAt,
      },
    ]);
    expect(await harness.sql('SELECT * FROM contact_inboxes')).toEqual([
      { id: 6, account_id: 1, contact_id: 5, inbox_id: 3, source_id: 'carol-in-app' },
    ]);
  });

  it('have a contact as it was updated, in the lower case of any alphabet', async () => {
    await append(created(carol));
    await append(
      updated({
        ...dave,
        id: carol.id,
        name: 'ԱՐԱՄ',
        email: 'aram@example.com',
        identifier: 'Դ-7',
        blocked: true,
      }),
    );
    expect(await harness.sql('SELECT * FROM contacts')).toEqual([
      {
        id: 5,
        account_id: 1,
        email: 'aram@example.com',
        phone_number: null,
        identifier: 'Դ-7',
        sort_name: 'արամ',
        search_text: 'արամ\naram@example.com\nդ-7',
        folded_identifier: 'դ-7',
        blocked: 1,
        created_at: carol.createdAt,
      },
    ]);
  });

  it('have the attributes that a contact is found by, each by what it may be compared with', async () => {
    await append(
      created({
        ...carol,
        additionalAttributes: { city: 'Երևան', browser: { browser_name: 'Firefox' } },
        customAttributes: {
          city: 'Elsewhere',
          plan: 'Gold',
          seats: 7,
          due: '2026-02-28',
          paid: '2026-02-28T09:00:00Z',
          never: '2026-02-30',
          vip: true,
          tags: ['A'],
          nothing: null,
        },
      }),
    );
    const rows = 'SELECT * FROM contact_attributes ORDER BY key';
    expect(await harness.sql(rows)).toEqual([
      attributeRow('city', 'երևան', null, null),
      attributeRow('due', '2026-02-28', null, '2026-02-28'),
      attributeRow('never', '2026-02-30', null, null),
      attributeRow('paid', '2026-02-28t09:00:00z', null, '2026-02-28'),
      attributeRow('plan', 'gold', null, null),
      attributeRow('seats', '7', 7, null),
      attributeRow('tags', '["a"]', null, null),
      attributeRow('vip', 'true', null, null),
    ]);
    await append(
      updated({ ...carol, additionalAttributes: {}, customAttributes: { seats: '8.5' } }),
    );
    expect(await harness.sql(rows)).toEqual([attributeRow('seats', '8.5', 8.5, null)]);
    await append(deleted(carol));
    expect(await harness.sql(rows)).toEqual([]);
  });

  it('forget a contact that was deleted, so that others may have what was its own', async () => {
    await append(created(carol));
    await append(cameIn());
    await append(deleted(carol));
    expect(await harness.sql('SELECT * FROM contacts')).toEqual([]);
    expect(await harness.sql('SELECT * FROM contact_inboxes')).toEqual([]);
    await append(created({ ...carol, id: 9 }));
    await append(cameIn({ id: 10, contactId: 9 }));
    expect(await harness.sql('SELECT id FROM contacts')).toEqual([{ id: 9 }]);
  });

  describe.each([
    ['e-mail address', { email: carol.email }, 'email'],
    ['phone number', { phoneNumber: carol.phoneNumber }, 'phone_number'],
    ['identifier', { identifier: carol.identifier }, 'identifier'],
  ])('have an %s once in an account', (_, details, column) => {
    const refused = { columns: expect.stringContaining(column) as string };

    it('where a contact is created', async () => {
      await append(created(carol));
      const twice = append(created({ ...dave, ...details }));
      await expect(twice).rejects.toThrow(UniqueViolationError);
      await expect(twice).rejects.toMatchObject(refused);
      await append(created({ ...dave, ...details, accountId: 2 }));
      expect(await harness.sql('SELECT id FROM contacts ORDER BY id')).toEqual([
        { id: 5 },
        { id: 8 },
      ]);
    });

    it('where a contact is updated', async () => {
      await append(created(carol));
      await append(created(dave));
      await expect(append(updated({ ...dave, ...details }))).rejects.toMatchObject(refused);
    });
  });

  it('have a source id once in an inbox, and again in another', async () => {
    await append(created(carol));
    await append(created(dave));
    await append(cameIn());
    await append(cameIn({ id: 7, inboxId: 4 }));
    await expect(append(cameIn({ id: 8, contactId: dave.id }))).rejects.toThrow(
      UniqueViolationError,
    );
  });

  describe('find a contact inbox', () => {
    const inApp = { contactId: 5, inboxId: 3, sourceId: 'carol-in-app' };
    let contactInboxes: ContactInboxes;

    beforeEach(async () => {
      contactInboxes = new ContactInboxes(harness.database);
      await append(created(carol));
      await append(cameIn());
      await append(cameIn({ id: 7, inboxId: 4 }));
    });

    it('by its source id, the oldest where several have it', async () => {
      expect(await contactInboxes.findBySourceId(1, 'carol-in-app', null)).toEqual(inApp);
    });

    it('by its source id in the inbox that is named', async () => {
      expect(await contactInboxes.findBySourceId(1, 'carol-in-app', 4)).toMatchObject({
        inboxId: 4,
      });
      expect(await contactInboxes.findBySourceId(1, 'carol-in-app', 9)).toBeUndefined();
    });

    it('by its contact and its inbox, the oldest where there are several', async () => {
      await append(cameIn({ id: 9, sourceId: 'carol-again' }));
      expect(await contactInboxes.findByContact(1, 5, 3)).toEqual(inApp);
      expect(await contactInboxes.findByContact(1, 5, 9)).toBeUndefined();
    });

    it('of one’s own account only', async () => {
      expect(await contactInboxes.findBySourceId(2, 'carol-in-app', null)).toBeUndefined();
      expect(await contactInboxes.findByContact(2, 5, 3)).toBeUndefined();
    });
  });
});
