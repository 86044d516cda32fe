import { openSqliteEventStore, type SqliteEventStoreHarness } from '@app/event-store/testing';
import { carol, T0, widgetInbox } from '../../testing/conversation-data';
import { CreateContactAttributes1764000011000 } from './1764000011000-create-contact-attributes';
import { CreateContacts1764000002000 } from './1764000002000-create-contacts';
import { ExtendContacts1764000008000 } from './1764000008000-extend-contacts';
import { CreateInboxes1764000009000 } from './1764000009000-create-inboxes';

const metadata = {
  accountId: 1,
  actor: null,
  correlationId: 'request-1',
  causationId: null,
  occurredAt: T0,
};

describe('a database from before contacts were searched and inboxes listed', () => {
  let harness: SqliteEventStoreHarness;

  const append = (stream: string, type: string, data: object) =>
    harness.store.append(stream, [{ type, data, metadata }], 'any');
  const migrate = async (): Promise<void> => {
    const queryRunner = harness.dataSource.createQueryRunner();
    await new ExtendContacts1764000008000().up(queryRunner);
    await new CreateInboxes1764000009000().up(queryRunner);
    await queryRunner.release();
  };

  beforeEach(async () => {
    harness = await openSqliteEventStore({
      migrations: [{ sqlite: [CreateContacts1764000002000], postgres: [] }],
    });
  });
  afterEach(() => harness.close());

  it('has its contacts by their names in lower case, of any alphabet', async () => {
    await append('contact-5', 'ContactCreated', { ...carol, name: 'Արամ' });
    await append('contact-5', 'ContactInboxCreated', {});
    await harness.sql(
      `INSERT INTO contacts (id, account_id, email, phone_number, identifier)
       VALUES (5, 1, 'Carol@example.com', NULL, 'customer-5')`,
    );
    await migrate();
    expect(await harness.sql('SELECT id, email, sort_name, search_text FROM contacts')).toEqual([
      {
        id: 5,
        email: 'Carol@example.com',
        sort_name: 'արամ',
        search_text: 'արամ\ncarol@example.com\ncustomer-5',
      },
    ]);
  });

  it('has its inboxes, also those that nobody can call by an identifier', async () => {
    for (const id of [1, 2]) {
      await append(`inbox-${id}`, 'InboxCreated', { id, accountId: 1, name: 'App', channel: {} });
    }
    await append('inbox-4', 'InboxCreated', widgetInbox);
    await migrate();
    expect(await harness.sql('SELECT * FROM inboxes ORDER BY id')).toEqual([
      { id: 1, account_id: 1, identifier: null },
      { id: 2, account_id: 1, identifier: null },
      { id: 4, account_id: 1, identifier: 'website-token' },
    ]);
  });
});

const contactRow = (id: number, folded_identifier: string | null, blocked: number) => ({
  id,
  folded_identifier,
  blocked,
  created_at: carol.createdAt,
});

describe('a database from before contacts were filtered', () => {
  let harness: SqliteEventStoreHarness;

  beforeEach(async () => {
    harness = await openSqliteEventStore({
      migrations: [
        { sqlite: [CreateContacts1764000002000, ExtendContacts1764000008000], postgres: [] },
      ],
    });
  });
  afterEach(() => harness.close());

  it('has its contacts by what they are now, however many', async () => {
    const count = 501;
    const append = (id: number, type: string, data: object) =>
      harness.store.append(`contact-${id}`, [{ type, data, metadata }], 'any');
    const account = { id: 1, name: 'Hoory' };
    const told = { ...carol, additionalAttributes: {} };
    const create = async (id: number): Promise<void> => {
      const contact = {
        ...told,
        id,
        identifier: `Customer-${id}`,
        customAttributes: { seats: id },
      };
      await append(id, 'ContactCreated', { ...contact, account });
      await append(id, 'ContactInboxCreated', {});
      await harness.sql(`INSERT INTO contacts (id, account_id) VALUES (${id}, 1)`);
    };
    await Promise.all(Array.from({ length: count }, (_, index) => create(index + 1)));
    const contact = {
      ...told,
      id: 2,
      identifier: null,
      blocked: true,
      customAttributes: { a: 'B' },
    };
    await append(2, 'ContactUpdated', { contact, account, changes: [] });
    await append(count + 1, 'ContactCreated', { ...carol, id: count + 1, account });
    await append(count + 1, 'ContactDeleted', { contact: carol, account });

    const queryRunner = harness.dataSource.createQueryRunner();
    await new CreateContactAttributes1764000011000().up(queryRunner);
    await queryRunner.release();

    const contacts = await harness.sql(
      'SELECT id, folded_identifier, blocked, created_at FROM contacts ORDER BY id',
    );
    expect(contacts).toHaveLength(count);
    expect([contacts[0], contacts[1], contacts.at(-1)]).toEqual([
      contactRow(1, 'customer-1', 0),
      contactRow(2, null, 1),
      contactRow(count, `customer-${count}`, 0),
    ]);
    const attributes = await harness.sql(
      'SELECT contact_id, key, text, number FROM contact_attributes ORDER BY contact_id',
    );
    expect(attributes).toHaveLength(count);
    expect([attributes[0], attributes[1], attributes.at(-1)]).toEqual([
      { contact_id: 1, key: 'seats', text: '1', number: 1 },
      { contact_id: 2, key: 'a', text: 'b', number: null },
      { contact_id: count, key: 'seats', text: String(count), number: count },
    ]);
  });
});
