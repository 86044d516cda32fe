import { openSqliteEventStore, type SqliteEventStoreHarness } from '@app/event-store/testing';
import { carol, T0, widgetInbox } from '../testing/conversation-data';
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
    harness = await openSqliteEventStore({ migrations: [CreateContacts1764000002000] });
  });
  afterEach(() => harness.close());

  it('has its contacts by their names in lower case, of any alphabet', async () => {
    await append('contact-5', 'ContactCreated', { ...carol, name: 'Արամ' });
    await append('contact-5', 'ContactInboxCreated', {});
    await harness.dataSource.query(
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
