import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import {
  DeleteConversation,
  DeleteConversationHandler,
} from '../commands/conversations/delete-conversation';
import { UpdateContact, UpdateContactHandler } from '../commands/contacts/update-contact';
import { draft } from '../testing/conversation-data';
import {
  ACCOUNT,
  byAda,
  commandsOn,
  openConversationsDatabase,
} from '../testing/open-conversations';
import { CONVERSATION_PROJECTIONS } from './projections';

const TABLES = CONVERSATION_PROJECTIONS.flatMap(({ tables }) => tables);

describe.each(DRIVERS)('the read models of conversations on $name', (driver) => {
  let harness: DriverHarness;

  beforeEach(async () => {
    harness = await openConversationsDatabase(driver);
  });
  afterEach(() => harness.close());

  const rows = async () => {
    const found = await Promise.all(TABLES.map((table) => harness.sql(`SELECT * FROM ${table}`)));
    const texts = found.map((each) => each.map((row) => JSON.stringify(row)).toSorted());
    return Object.fromEntries(TABLES.map((table, index) => [table, texts[index]!]));
  };
  const indexes = async (): Promise<string[]> => {
    const definitions = await harness.sql(
      driver.name === 'SQLite'
        ? `SELECT name || ': ' || coalesce(sql, '') AS text FROM sqlite_schema WHERE type = 'index'`
        : `SELECT indexdef AS text FROM pg_indexes WHERE schemaname = current_schema()`,
    );
    return definitions.map(({ text }) => String(text).replaceAll(/["\s]+/g, ' ')).toSorted();
  };

  it('are after a rebuild what they were, with all their indexes', async () => {
    const { createInbox, createContact, createConversation, publishMessage } = commandsOn(harness);
    const { id: inboxId } = await createInbox();
    const customAttributes = { plan: 'gold', seats: 7.5, since: '2026-01-31' };
    const { contact } = await createContact({ email: 'c@example.com', customAttributes }, inboxId);
    for (let number = 1; number <= 2; number += 1) {
      await createConversation({ contactId: contact.id, inboxId });
      await publishMessage(number, draft({ content: 'Hi' }));
    }
    await new UpdateContactHandler(harness.store).execute(
      new UpdateContact(ACCOUNT, contact.id, { name: 'Carol II', blocked: true }, byAda),
    );
    await new DeleteConversationHandler(harness.store).execute(
      new DeleteConversation(ACCOUNT, 1, byAda),
    );
    const [rowsBefore, indexesBefore] = [await rows(), await indexes()];
    for (const table of TABLES) expect(rowsBefore[table]).not.toEqual([]);

    for (const { name } of CONVERSATION_PROJECTIONS) {
      for await (const progress of harness.store.rebuildProjection(name)) void progress;
    }
    expect(await rows()).toEqual(rowsBefore);
    expect(await indexes()).toEqual(indexesBefore);
  });
});
