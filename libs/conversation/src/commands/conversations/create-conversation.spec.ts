import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import { ada, draft } from '../../testing/conversation-data';
import {
  ACCOUNT,
  byAda,
  commandsOn,
  openConversationsDatabase,
  OTHER_ACCOUNT,
  type Commands,
} from '../../testing/open-conversations';

const notFound = { reason: 'not-found', message: 'Resource could not be found' };

describe.each(DRIVERS)('creating a conversation on $name', (driver) => {
  let harness: DriverHarness;
  let commands: Commands;
  let inboxId: number;

  /** A contact that is in the inbox already, and the source id it is known by there. */
  const contactInInbox = async (): Promise<{ contactId: number; sourceId: string }> => {
    const { contact } = await commands.createContact({}, inboxId);
    return { contactId: contact.id, sourceId: contact.contactInboxes[0]!.sourceId };
  };
  const contactOutside = async (): Promise<number> => (await commands.createContact()).contact.id;
  const contactInboxes = () =>
    harness.sql('SELECT contact_id, source_id FROM contact_inboxes ORDER BY id');

  beforeEach(async () => {
    harness = await openConversationsDatabase(driver);
    commands = commandsOn(harness);
    inboxId = (await commands.createInbox()).id;
  });
  afterEach(() => harness.close());

  it('counts conversations from 1 in each account', async () => {
    const { sourceId } = await contactInInbox();
    const first = await commands.createConversation({ sourceId });
    const second = await commands.createConversation({ sourceId });
    const { id: otherInboxId } = await commands.createInbox(OTHER_ACCOUNT);
    const { contact } = await commands.createContact({}, otherInboxId, OTHER_ACCOUNT);
    const elsewhere = await commands.createConversation(
      { contactId: contact.id, inboxId: otherInboxId },
      OTHER_ACCOUNT,
    );
    const ids = [first, second, elsewhere].map(({ conversation }) => conversation.displayId);
    expect(ids).toEqual([1, 2, 1]);
  });

  it('says all about the conversation and where it takes place', async () => {
    const { contactId, sourceId } = await contactInInbox();
    const now = new Date(harness.clock.nowMs()).toISOString();
    const created = await commands.createConversation({
      sourceId,
      status: 'pending',
      additionalAttributes: { referer: 'https://example.com' },
      customAttributes: { tier: 'gold' },
    });
    expect(created).toMatchObject({
      conversation: {
        displayId: 1,
        accountId: ACCOUNT,
        inboxId,
        contactId,
        contactInbox: { contactId, inboxId, sourceId },
        status: 'pending',
        unreadCount: 0,
        additionalAttributes: { referer: 'https://example.com' },
        customAttributes: { tier: 'gold' },
        createdAt: now,
        lastActivityAt: now,
      },
      account: { id: ACCOUNT, name: 'Hoory' },
      contact: { id: contactId, name: 'Carol' },
      inbox: { id: inboxId, name: 'App' },
    });
  });

  it.each([
    ['incoming', { type: 'contact', id: 1 }, 1],
    ['outgoing', ada, 0],
  ] as const)(
    'publishes an opening message that is %s',
    async (messageType, sender, unreadCount) => {
      const { sourceId } = await contactInInbox();
      const openingMessage = draft({ messageType });
      expect(await commands.createConversation({ sourceId, openingMessage })).toMatchObject({
        lastMessage: { message: { id: 1, ...openingMessage }, sender },
        conversation: { displayId: 1, unreadCount, lastMessageId: 1 },
      });
      const events = await harness.store.readStream('conversation-1-1');
      expect(events.map(({ type }) => type)).toEqual(['ConversationCreated', 'MessageCreated']);
    },
  );

  it('makes no conversation where its opening message is refused', async () => {
    const { sourceId } = await contactInInbox();
    const openingMessage = draft({ contentType: 'cards' });
    await expect(commands.createConversation({ sourceId, openingMessage })).rejects.toMatchObject({
      reason: 'invalid',
      attributes: ['content_attributes'],
    });
    const { conversation } = await commands.createConversation({ sourceId });
    expect(conversation.displayId).toBe(1);
  });

  it.each([
    ['its opening message', { openingMessage: draft({ contentType: 'cards' }) }],
    ['its assignee', { assigneeId: 99 }],
    ['its team', { teamId: 99 }],
    ['its snooze', { snoozedUntil: '2037-01-01T00:00:00.000Z' }],
  ])('leaves the contact outside the inbox where %s is refused', async (_, wanted) => {
    const contactId = await contactOutside();
    await expect(
      commands.createConversation({ contactId, inboxId, ...wanted }),
    ).rejects.toMatchObject({ reason: 'invalid' });
    expect(await contactInboxes()).toEqual([]);
    const { conversation } = await commands.createConversation({ contactId, inboxId });
    expect(conversation).toMatchObject({ displayId: 1, contactInbox: { id: 1 } });
  });

  it('takes no outgoing opening message where no agent acts', async () => {
    const { sourceId } = await contactInInbox();
    const openingMessage = draft({ messageType: 'outgoing' });
    const bySystem = { ...byAda, actor: null };
    await expect(
      commands.createConversation({ sourceId, openingMessage }, ACCOUNT, bySystem),
    ).rejects.toMatchObject({ reason: 'invalid', attributes: ['message_type'] });
  });

  describe('with a contact and an inbox', () => {
    it('takes place where the contact already is', async () => {
      const { contactId, sourceId } = await contactInInbox();
      const { conversation } = await commands.createConversation({ contactId, inboxId });
      expect(conversation.contactInbox.sourceId).toBe(sourceId);
    });

    it('brings the contact into an inbox where it has not been', async () => {
      const contactId = await contactOutside();
      const { conversation } = await commands.createConversation({ contactId, inboxId });
      const { sourceId } = conversation.contactInbox;
      expect(await contactInboxes()).toEqual([{ contact_id: contactId, source_id: sourceId }]);
    });

    it('brings it in under the source id that is given', async () => {
      const contactId = await contactOutside();
      const sourceId = 'carol-in-app';
      const { conversation } = await commands.createConversation({ contactId, inboxId, sourceId });
      expect(conversation.contactInbox).toMatchObject({ contactId, sourceId });
    });

    it('brings it in once where many conversations are created at the same time', async () => {
      const contactId = await contactOutside();
      await Promise.all(
        Array.from({ length: 5 }, () => commands.createConversation({ contactId, inboxId })),
      );
      expect(await contactInboxes()).toHaveLength(1);
    });

    it('brings it in once where the same source id is given many times at once', async () => {
      const contactId = await contactOutside();
      const wanted = { contactId, inboxId, sourceId: 'carol-in-app' };
      await Promise.all(Array.from({ length: 5 }, () => commands.createConversation(wanted)));
      expect(await contactInboxes()).toEqual([
        { contact_id: contactId, source_id: 'carol-in-app' },
      ]);
    });

    it('is refused where two contacts ask for one source id at the same time', async () => {
      const contactIds = [await contactOutside(), await contactOutside()];
      const outcomes = await Promise.allSettled(
        contactIds.map((contactId) =>
          commands.createConversation({ contactId, inboxId, sourceId: 'carol-in-app' }),
        ),
      );
      expect(
        outcomes.toSorted((one, other) => one.status.localeCompare(other.status)),
      ).toMatchObject([
        { status: 'fulfilled' },
        { status: 'rejected', reason: { name: 'Refusal', attributes: ['source_id'] } },
      ]);
    });

    it('is refused where the source id is that of another contact', async () => {
      const { sourceId } = await contactInInbox();
      const contactId = await contactOutside();
      await expect(
        commands.createConversation({ contactId, inboxId, sourceId }),
      ).rejects.toMatchObject({ name: 'Refusal', attributes: ['source_id'] });
    });

    it('finds no contact and no inbox of another account', async () => {
      const contactId = await contactOutside();
      const { id: foreignInbox } = await commands.createInbox(OTHER_ACCOUNT);
      const { contact } = await commands.createContact({}, null, OTHER_ACCOUNT);
      for (const place of [
        { contactId, inboxId: foreignInbox },
        { contactId: contact.id, inboxId },
        { contactId, inboxId: 99 },
        { contactId: 99, inboxId },
      ]) {
        await expect(commands.createConversation(place)).rejects.toMatchObject(notFound);
      }
      expect(await contactInboxes()).toEqual([]);
    });
  });

  describe('with a source id', () => {
    it('finds none that is unknown', async () => {
      await expect(commands.createConversation({ sourceId: 'nobody' })).rejects.toMatchObject(
        notFound,
      );
    });

    it('finds none of another account', async () => {
      const { sourceId } = await contactInInbox();
      await expect(commands.createConversation({ sourceId }, OTHER_ACCOUNT)).rejects.toMatchObject(
        notFound,
      );
    });

    it('finds it in the inbox that is named', async () => {
      const { id: otherInboxId } = await commands.createInbox();
      const sourceId = 'carol';
      const [one, other] = [await contactOutside(), await contactOutside()];
      await commands.createConversation({ contactId: one, inboxId, sourceId });
      await commands.createConversation({ contactId: other, inboxId: otherInboxId, sourceId });
      const found = await commands.createConversation({ sourceId, inboxId: otherInboxId });
      expect(found.conversation).toMatchObject({ contactId: other, inboxId: otherInboxId });
    });
  });

  it.each([{}, { inboxId: 1 }, { contactId: 1 }])(
    'is refused where it is not said with whom: %j',
    async (place) => {
      await expect(commands.createConversation(place)).rejects.toMatchObject({
        reason: 'invalid',
        message: 'A conversation takes a source_id, or an inbox_id and a contact_id',
        attributes: ['source_id', 'inbox_id', 'contact_id'],
      });
    },
  );
});
