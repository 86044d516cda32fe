import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import { ada, draft, widgetInbox } from '../../testing/conversation-data';
import {
  ACCOUNT,
  byAda,
  commandsOn,
  openConversationsDatabase,
  OTHER_ACCOUNT,
  type Commands,
} from '../../testing/open-conversations';

const notFound = { reason: 'not-found', message: 'Resource could not be found' };

describe.each(DRIVERS)('publishing a message on $name', (driver) => {
  let harness: DriverHarness;
  let commands: Commands;
  let conversationId: number;

  const openConversation = async (channel?: typeof widgetInbox): Promise<number> => {
    const { id: inboxId } = await commands.createInbox(ACCOUNT, channel);
    const { contact } = await commands.createContact({ name: 'Carol' }, inboxId);
    const created = await commands.createConversation({ inboxId, contactId: contact.id });
    return created.conversation.displayId;
  };
  const now = (): string => new Date(harness.clock.nowMs()).toISOString();

  beforeEach(async () => {
    harness = await openConversationsDatabase(driver);
    commands = commandsOn(harness);
    conversationId = await openConversation();
  });
  afterEach(() => harness.close());

  it('resolves to what its event says', async () => {
    const published = await commands.publishMessage(conversationId, draft());
    const events = await harness.store.readStream(`conversation-1-${conversationId}`);
    expect(events[1]).toMatchObject({ type: 'MessageCreated', data: published });
    expect(published).toMatchObject({
      message: { id: 1, ...draft(), status: 'sent', createdAt: now() },
      sender: { type: 'contact', id: 1 },
      contact: { name: 'Carol' },
      inbox: { id: 1 },
      account: { id: ACCOUNT, name: 'Hoory' },
      conversation: { displayId: conversationId, unreadCount: 1, lastActivityAt: now() },
    });
  });

  it('is from the agent who acts where it is outgoing', async () => {
    const { sender } = await commands.publishMessage(
      conversationId,
      draft({ messageType: 'outgoing' }),
    );
    expect(sender).toEqual(ada);
  });

  it.each([
    ['nobody acts', null],
    ['a contact acts', { type: 'contact', id: ada.id } as const],
    ['a user acts who does not exist', { type: 'user', id: 99 } as const],
  ])('is refused as outgoing where %s', async (_, actor) => {
    await expect(
      commands.publishMessage(conversationId, draft({ messageType: 'outgoing' }), ACCOUNT, {
        ...byAda,
        actor,
      }),
    ).rejects.toMatchObject({ reason: 'invalid', attributes: ['message_type'] });
  });

  it('is refused as incoming in the inbox of a widget, and wastes no number', async () => {
    const inWidget = await openConversation(widgetInbox);
    await expect(commands.publishMessage(inWidget, draft())).rejects.toMatchObject({
      reason: 'invalid',
      message: 'Incoming messages are only allowed in API inboxes',
      attributes: ['message_type'],
    });
    const { message } = await commands.publishMessage(inWidget, draft({ messageType: 'outgoing' }));
    expect(message.id).toBe(1);
  });

  it('finds no conversation of another account, and none that never was', async () => {
    await expect(
      commands.publishMessage(conversationId, draft(), OTHER_ACCOUNT),
    ).rejects.toMatchObject(notFound);
    await expect(commands.publishMessage(99, draft())).rejects.toMatchObject(notFound);
  });

  it('numbers messages in the order of the log, over all conversations', async () => {
    const other = await openConversation();
    const ids: number[] = [];
    for (const id of [conversationId, other, conversationId]) {
      ids.push((await commands.publishMessage(id, draft())).message.id);
    }
    expect(ids).toEqual([1, 2, 3]);
  });

  it('keeps each message’s snapshot as of its own moment', async () => {
    await commands.publishMessage(conversationId, draft());
    const firstAt = now();
    harness.clock.advance(1_000);
    await commands.publishMessage(conversationId, draft());
    const events = await harness.store.readStream(`conversation-1-${conversationId}`);
    expect(events.filter(({ type }) => type === 'MessageCreated')).toMatchObject([
      { data: { conversation: { unreadCount: 1, lastActivityAt: firstAt } } },
      { data: { conversation: { unreadCount: 2, lastActivityAt: now() } } },
    ]);
  });

  it('takes all of many messages at once in one conversation', async () => {
    const published = await Promise.all(
      Array.from({ length: 64 }, () => commands.publishMessage(conversationId, draft())),
    );
    const unreadCounts = published.map(({ conversation }) => conversation.unreadCount);
    expect(unreadCounts).toEqual(Array.from({ length: 64 }, (_, index) => index + 1));
  });
});
