import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import { SetLabels, SetLabelsHandler } from '../commands/conversations/set-labels';
import {
  ChangeConversationStatus,
  ChangeConversationStatusHandler,
} from '../commands/conversations/change-status';
import { ConversationSnapshots } from '../read-model/conversation-snapshots';
import { ada, draft } from '../testing/conversation-data';
import {
  ACCOUNT,
  addProjections,
  byAda,
  commandsOn,
  openConversationsDatabase,
  OTHER_ACCOUNT,
  type Commands,
} from '../testing/open-conversations';
import type { AssigneeType, ConversationFilter } from './conversation-filter';
import { CountConversations, CountConversationsHandler } from './count-conversations';
import { ListConversations, ListConversationsHandler } from './list-conversations';
import { ListMessages, ListMessagesHandler } from './list-messages';

const OPEN: ConversationFilter = { status: 'open' };

const idsFrom = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe.each(DRIVERS)('the list of conversations on $name', (driver) => {
  let harness: DriverHarness;
  let commands: Commands;
  let inboxId: number;

  beforeEach(async () => {
    harness = await openConversationsDatabase(driver);
    commands = commandsOn(harness);
    ({ id: inboxId } = await commands.createInbox());
  });
  afterEach(() => harness.close());

  const open = async (content: string): Promise<number> => {
    const { contact } = await commands.createContact({ name: `Writes ${content}` }, inboxId);
    const { conversation } = await commands.createConversation({
      inboxId,
      contactId: contact.id,
      openingMessage: draft({ content }),
    });
    harness.clock.advance(1_000);
    return conversation.displayId;
  };
  const list = (
    filter: ConversationFilter = OPEN,
    assigneeType: AssigneeType = 'all',
    page = 1,
    accountId = ACCOUNT,
  ) => {
    const snapshots = new ConversationSnapshots(harness.store, harness.database);
    return new ListConversationsHandler(harness.database, snapshots).execute(
      new ListConversations(accountId, ada.id, filter, assigneeType, page),
    );
  };
  const ids = async (...given: Parameters<typeof list>): Promise<number[]> =>
    (await list(...given)).map(({ conversation }) => conversation.displayId);
  const count = (filter: ConversationFilter = OPEN) =>
    new CountConversationsHandler(harness.database).execute(
      new CountConversations(ACCOUNT, ada.id, filter),
    );

  it('begins with the latest activity', async () => {
    const [first, second] = [await open('one'), await open('two')];
    expect(await ids()).toEqual([second, first]);
    await commands.publishMessage(first, draft());
    expect(await ids()).toEqual([first, second]);
  });

  it('shows all around each conversation, as it is now', async () => {
    await open('Hi');
    expect(await list()).toMatchObject([
      {
        conversation: { displayId: 1, unreadCount: 1 },
        contact: { name: 'Writes Hi' },
        inbox: { id: inboxId, name: 'App' },
        account: { id: ACCOUNT, name: 'Hoory' },
        lastMessage: { message: { content: 'Hi' }, sender: { type: 'contact' } },
        assignee: null,
        team: null,
      },
    ]);
  });

  it('is of one account', async () => {
    await open('Hi');
    expect(await ids(OPEN, 'all', 1, OTHER_ACCOUNT)).toEqual([]);
  });

  it('has pages of 25', async () => {
    for (let number = 1; number <= 26; number++) await open(`message ${number}`);
    expect(await ids()).toHaveLength(25);
    expect(await ids(OPEN, 'all', 2)).toEqual([1]);
    expect(await ids(OPEN, 'all', 3)).toEqual([]);
  });

  it('is narrowed by status, inbox, team, labels and text', async () => {
    const [greeting, question] = [await open('Hello there'), await open('WHERE is it?')];
    await new SetLabelsHandler(harness.store).execute(
      new SetLabels(ACCOUNT, question, ['billing', 'vip'], byAda),
    );
    await new ChangeConversationStatusHandler(harness.store).execute(
      new ChangeConversationStatus(ACCOUNT, greeting, 'resolved', null, byAda),
    );
    expect(await ids()).toEqual([question]);
    expect(await ids({ status: 'resolved' })).toEqual([greeting]);
    expect(await ids({ status: 'all' })).toEqual([question, greeting]);
    expect(await ids({ status: 'all', inboxId: inboxId + 1 })).toEqual([]);
    expect(await ids({ status: 'all', teamId: 1 })).toEqual([]);
    expect(await ids({ status: 'all', labels: ['vip', 'none'] })).toEqual([question]);
    expect(await ids({ status: 'all', contains: 'where IS' })).toEqual([question]);
    expect(await ids({ status: 'all', contains: '%' })).toEqual([]);
    expect(await count({ status: 'all' })).toEqual({
      mine: 0,
      unassigned: 2,
      assigned: 0,
      all: 2,
    });
    expect(await ids({ status: 'all' }, 'me')).toEqual([]);
    expect(await ids({ status: 'all' }, 'assigned')).toEqual([]);
    expect(await ids({ status: 'all' }, 'unassigned')).toHaveLength(2);
  });

  it.each([
    ['ITÉ', true],
    ['été', false],
    ['université à', true],
    ['100%', true],
    ['UNIVERSITÉ', true],
    ['université  à', false],
    [String.raw`c:\u`, true],
  ])(
    'is narrowed to the text %j, but for the case of ASCII’s letters: %p',
    async (contains, found) => {
      const id = await open(String.raw`Été, "100%" UniversitÉ, université à C:\u00e9`);
      expect(await ids({ status: 'open', contains })).toEqual(found ? [id] : []);
    },
  );

  it('takes as many queries for 25 conversations as for one', async () => {
    const statementsOfList = async (): Promise<number> => {
      await harness.reopen();
      const counters = [
        jest.spyOn(harness.database, 'query'),
        jest.spyOn(harness.connection, 'all'),
        jest.spyOn(harness.connection, 'get'),
      ];
      await list();
      return counters.reduce((sum, { mock }) => sum + mock.calls.length, 0);
    };
    await open('one');
    const forOne = await statementsOfList();
    await harness.reopen();
    addProjections(harness);
    commands = commandsOn(harness);
    for (let number = 2; number <= 25; number++) await open(`message ${number}`);
    expect(await statementsOfList()).toBe(forOne);
    expect(await ids()).toHaveLength(25);
  });
});

describe.each(DRIVERS)('the list of messages on $name', (driver) => {
  let harness: DriverHarness;
  let commands: Commands;

  beforeEach(async () => {
    harness = await openConversationsDatabase(driver);
    commands = commandsOn(harness);
    const { id: inboxId } = await commands.createInbox();
    const { contact } = await commands.createContact({}, inboxId);
    await commands.createConversation({ inboxId, contactId: contact.id });
    for (let number = 1; number <= 130; number++) {
      const isNote = number % 10 === 0;
      await commands.publishMessage(
        1,
        draft(isNote ? { messageType: 'outgoing', private: true } : {}),
      );
    }
  });
  afterEach(() => harness.close());

  const ids = async (wanted: ListMessages['range']): Promise<number[]> => {
    const handler = new ListMessagesHandler(harness.database, harness.store);
    const messages = await handler.execute(new ListMessages(ACCOUNT, 1, wanted));
    return messages.map(({ message }) => message.id);
  };

  it('has the latest 20, oldest first', async () => {
    expect(await ids({})).toEqual(idsFrom(111, 130));
  });

  it('has the 20 before a message, or the 100 after one', async () => {
    expect(await ids({ before: 21 })).toEqual(idsFrom(1, 20));
    expect(await ids({ before: 5 })).toEqual(idsFrom(1, 4));
    expect(await ids({ after: 5 })).toEqual(idsFrom(6, 105));
    expect(await ids({ after: 100, before: 103 })).toEqual([101, 102]);
  });

  it('shows the contact no notes', async () => {
    expect(await ids({ after: 88, before: 92, publicOnly: true })).toEqual([89, 91]);
  });
});
