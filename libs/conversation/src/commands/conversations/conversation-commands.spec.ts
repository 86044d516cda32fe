import { teamRef, userRef } from '@app/accounts';
import type { StoredEvent } from '@app/event-store';
import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import type { ConversationEvent } from '../../domain/conversation/events';
import { ada, draft } from '../../testing/conversation-data';
import {
  ACCOUNT,
  byAda,
  commandsOn,
  openConversationsDatabase,
  OTHER_ACCOUNT,
  type Commands,
} from '../../testing/open-conversations';
import { AssignAgent, AssignAgentHandler, AssignTeam, AssignTeamHandler } from './assign';
import { ChangeConversationStatus, ChangeConversationStatusHandler } from './change-status';
import { DeleteConversation, DeleteConversationHandler } from './delete-conversation';
import { DeleteMessage, DeleteMessageHandler } from '../messages/delete-message';
import { MarkSeen, MarkSeenHandler } from './mark-seen';
import { ReportTyping, ReportTypingHandler } from './report-typing';
import { SetCustomAttributes, SetCustomAttributesHandler } from './set-custom-attributes';
import { SetLabels, SetLabelsHandler } from './set-labels';
import { SetPriority, SetPriorityHandler } from './set-priority';
import { UpdateMessage, UpdateMessageHandler } from '../messages/update-message';

const NOT_FOUND = { reason: 'not-found', message: 'Resource could not be found' };
const BOB = { id: 9, name: 'Bob', email: 'bob@example.com', displayName: 'Bobby' };
const SUPPORT = { id: 4, accountId: ACCOUNT, name: 'Support', description: '' };

describe.each(DRIVERS)('a command on a conversation on $name', (driver) => {
  let harness: DriverHarness;
  let commands: Commands;
  let conversationId: number;

  const stored = () => harness.store.readStream(`conversation-1-${conversationId}`);
  /** The events that came since the conversation was made. */
  const since = async (): Promise<(StoredEvent & ConversationEvent)[]> =>
    (await stored()).slice(1) as (StoredEvent & ConversationEvent)[];
  const types = async () => (await since()).map(({ type }) => type);

  beforeEach(async () => {
    harness = await openConversationsDatabase(driver);
    commands = commandsOn(harness);
    const metadata = { ...byAda, causationId: null, occurredAt: '2026-01-01T00:00:00.000Z' };
    const seed = (stream: string, type: string, data: object) =>
      harness.store.append(stream, [{ type, data, metadata }], 'any');
    await seed(userRef(BOB.id).stream, 'UserCreated', BOB);
    for (const userId of [ada.id, BOB.id]) {
      const member = { accountId: ACCOUNT, userId, role: 'agent' };
      await seed(`account-${ACCOUNT}`, 'AccountUserAdded', member);
    }
    await seed(teamRef(SUPPORT.id).stream, 'TeamCreated', SUPPORT);
    const { id: inboxId } = await commands.createInbox();
    const { contact } = await commands.createContact({ name: 'Carol' }, inboxId);
    const { conversation } = await commands.createConversation({ inboxId, contactId: contact.id });
    conversationId = conversation.displayId;
  });
  afterEach(() => harness.close());

  const changeStatus = (status?: 'open' | 'resolved', accountId = ACCOUNT) =>
    new ChangeConversationStatusHandler(harness.store).execute(
      new ChangeConversationStatus(accountId, conversationId, status, null, byAda),
    );
  const assign = (userId: number | null) =>
    new AssignAgentHandler(harness.store).execute(
      new AssignAgent(ACCOUNT, conversationId, userId, byAda),
    );
  const assignTeam = (teamId: number | null) =>
    new AssignTeamHandler(harness.store).execute(
      new AssignTeam(ACCOUNT, conversationId, teamId, byAda),
    );
  const updateMessage = (messageId: number) =>
    new UpdateMessageHandler(harness.store).execute(
      new UpdateMessage(ACCOUNT, conversationId, messageId, { status: 'delivered' }, byAda),
    );
  const deleteMessage = (messageId: number) =>
    new DeleteMessageHandler(harness.store).execute(
      new DeleteMessage(ACCOUNT, conversationId, messageId, byAda),
    );
  const deleteConversation = () =>
    new DeleteConversationHandler(harness.store).execute(
      new DeleteConversation(ACCOUNT, conversationId, byAda),
    );

  it('resolves to the conversation as it is then', async () => {
    expect(await changeStatus()).toMatchObject({ displayId: conversationId, status: 'resolved' });
    expect(await changeStatus()).toMatchObject({ status: 'open' });
    expect(await changeStatus('open')).toMatchObject({ status: 'open' });
  });

  it('carries the last message in what it fires', async () => {
    const { message } = await commands.publishMessage(conversationId, draft({ content: 'Help' }));
    await changeStatus('resolved');
    const updated = (await since()).at(-1)!;
    const waitingEnded = { field: 'waitingSince', previous: message.createdAt, current: null };
    expect(updated).toMatchObject({
      type: 'ConversationUpdated',
      data: {
        lastMessage: { message, sender: { type: 'contact', id: 1 } },
        changes: [{ field: 'status', previous: 'open', current: 'resolved' }, waitingEnded],
      },
    });
  });

  it('carries the last message as it was changed last', async () => {
    const { message } = await commands.publishMessage(conversationId, draft());
    await updateMessage(message.id);
    await changeStatus('resolved');
    expect((await since()).at(-1)).toMatchObject({
      data: { lastMessage: { message: { id: message.id, status: 'delivered' } } },
    });
  });

  it('leaves the last message to a note that is published after it', async () => {
    const { message } = await commands.publishMessage(conversationId, draft());
    const note = await commands.publishMessage(
      conversationId,
      draft({ messageType: 'outgoing', private: true }),
    );
    expect(note.lastMessage).toMatchObject({ message: { id: message.id } });
  });

  it('assigns an agent, whom all later events name', async () => {
    expect(await assign(BOB.id)).toMatchObject({ assigneeType: 'user', assigneeId: BOB.id });
    const bobby = { type: 'user', id: 9, name: 'Bob', availableName: 'Bobby' };
    expect((await since()).at(-1)).toMatchObject({ data: { assignee: bobby } });
    const { assignee } = await commands.publishMessage(conversationId, draft());
    expect(assignee).toMatchObject(bobby);
    expect(await assign(null)).toMatchObject({ assigneeType: null, assigneeId: null });
    expect((await since()).at(-1)).toMatchObject({ data: { assignee: null } });
  });

  it('assigns nobody who is no agent of the account', async () => {
    await expect(assign(77)).rejects.toMatchObject({
      reason: 'invalid',
      message: 'Assignee must be an agent of the account, got 77',
      attributes: ['assignee_id'],
    });
    expect(await types()).toEqual([]);
  });

  it('gives the conversation to a team of the account only', async () => {
    expect(await assignTeam(SUPPORT.id)).toMatchObject({ teamId: SUPPORT.id });
    expect((await since()).at(-1)).toMatchObject({ data: { team: { id: 4, name: 'Support' } } });
    await expect(assignTeam(78)).rejects.toMatchObject({ attributes: ['team_id'] });
    expect(await assignTeam(null)).toMatchObject({ teamId: null });
  });

  it('sets labels, priority and custom attributes', async () => {
    const { store } = harness;
    await new SetLabelsHandler(store).execute(
      new SetLabels(ACCOUNT, conversationId, ['vip'], byAda),
    );
    await new SetPriorityHandler(store).execute(
      new SetPriority(ACCOUNT, conversationId, 'high', byAda),
    );
    const conversation = await new SetCustomAttributesHandler(store).execute(
      new SetCustomAttributes(ACCOUNT, conversationId, { order: 7 }, byAda),
    );
    expect(conversation).toMatchObject({
      labels: ['vip'],
      priority: 'high',
      customAttributes: { order: 7 },
    });
    const updates = (await types()).filter((type) => type === 'ConversationUpdated');
    expect(updates).toHaveLength(3);
  });

  it('tells who types and who has seen', async () => {
    await commands.publishMessage(conversationId, draft());
    await new ReportTypingHandler(harness.store).execute(
      new ReportTyping(ACCOUNT, conversationId, 'on', true, byAda),
    );
    expect((await since()).at(-1)).toMatchObject({
      type: 'ConversationTypingStarted',
      data: { user: ada, isPrivate: true, lastMessage: { message: { content: 'Hi' } } },
    });
    const seen = await new MarkSeenHandler(harness.store).execute(
      new MarkSeen(ACCOUNT, conversationId, 'agent', byAda),
    );
    expect(seen.unreadCount).toBe(0);
  });

  it('resolves to the message it changes, and to what it was where nothing changed', async () => {
    const { message } = await commands.publishMessage(conversationId, draft());
    const updated = await updateMessage(message.id);
    expect(updated.message).toMatchObject({ id: message.id, status: 'delivered' });
    expect(await updateMessage(message.id)).toMatchObject({ message: updated.message });
    const deleted = await deleteMessage(message.id);
    expect(deleted.message.content).toBe('This message was deleted');
    expect(await deleteMessage(message.id)).toMatchObject({ message: deleted.message });
    expect(await types()).toEqual([
      'MessageCreated',
      'ConversationUpdated',
      'MessageUpdated',
      'MessageUpdated',
      'MessageDeleted',
    ]);
  });

  it('finds no message of another conversation', async () => {
    const { message } = await commands.publishMessage(conversationId, draft());
    const other = await commands.createConversation({ inboxId: 1, contactId: 1 });
    const elsewhere = new UpdateMessage(
      ACCOUNT,
      other.conversation.displayId,
      message.id,
      { status: 'read' },
      byAda,
    );
    const handler = new UpdateMessageHandler(harness.store);
    await expect(handler.execute(elsewhere)).rejects.toMatchObject(NOT_FOUND);
  });

  it('finds no conversation of another account, and none that was deleted', async () => {
    await expect(changeStatus('resolved', OTHER_ACCOUNT)).rejects.toMatchObject(NOT_FOUND);
    await commands.publishMessage(conversationId, draft());
    await deleteConversation();
    expect((await types()).at(-1)).toBe('ConversationDeleted');
    await expect(changeStatus('resolved')).rejects.toMatchObject(NOT_FOUND);
    await expect(deleteConversation()).rejects.toMatchObject(NOT_FOUND);
    await expect(commands.publishMessage(conversationId, draft())).rejects.toMatchObject(NOT_FOUND);
    expect(await harness.sql('SELECT * FROM messages')).toEqual([]);
    expect(await harness.sql('SELECT * FROM conversations')).toEqual([]);
  });
});
