import { EventStore } from '@app/event-store';
import { DRIVERS, type DriverHarness } from '@app/event-store/testing';
import { CommandHandler, type CommandBus } from '@nestjs/cqrs';
import { openCommandBus } from '../../testing/open-command-bus';
import {
  ACCOUNT,
  byAda,
  commandsOn,
  openConversationsDatabase,
  OTHER_ACCOUNT,
  type Commands,
} from '../../testing/open-conversations';
import { DeleteContact, DeleteContactHandler } from './delete-contact';
import {
  DeleteConversation,
  DeleteConversationHandler,
} from '../conversations/delete-conversation';

const notFound = { reason: 'not-found', message: 'Resource could not be found' };

describe.each(DRIVERS)('deleting a contact on $name', (driver) => {
  let harness: DriverHarness;
  let commands: Commands;
  let commandBus: CommandBus;
  let inboxId: number;
  let contactId: number;

  const deleteContact = (accountId = ACCOUNT) =>
    commandBus.execute(new DeleteContact(accountId, contactId, byAda));
  const openConversation = () => commands.createConversation({ contactId, inboxId });
  const lastEvents = async (): Promise<unknown[]> =>
    (await harness.sql('SELECT stream, type FROM events ORDER BY position')).map(
      ({ stream, type }) => `${String(stream)}: ${String(type)}`,
    );

  /** With every conversation that is deleted another begins, as often as it is told. */
  const beginningAnew = (times: number) => {
    @CommandHandler(DeleteConversation)
    class Handler extends DeleteConversationHandler {
      private begun = 0;

      override async execute(command: DeleteConversation): Promise<void> {
        await super.execute(command);
        if (this.begun < times) await openConversation();
        this.begun += 1;
      }
    }
    // What a subclass does not say of its constructor, Nest does not know.
    Reflect.defineMetadata('design:paramtypes', [EventStore], Handler);
    return openCommandBus(harness, [DeleteContactHandler, Handler]);
  };

  beforeEach(async () => {
    harness = await openConversationsDatabase(driver);
    commands = commandsOn(harness);
    commandBus = await openCommandBus(harness, [DeleteContactHandler, DeleteConversationHandler]);
    inboxId = (await commands.createInbox()).id;
    contactId = (await commands.createContact({ email: 'carol@example.com' }, inboxId)).contact.id;
  });
  afterEach(() => harness.close());

  it('deletes its conversations before, and those of nobody else', async () => {
    const { contact: other } = await commands.createContact({ email: 'dave@example.com' }, inboxId);
    await openConversation();
    await commands.createConversation({ contactId: other.id, inboxId });
    await openConversation();
    await deleteContact();
    expect((await lastEvents()).slice(-3)).toEqual([
      'conversation-1-1: ConversationDeleted',
      'conversation-1-3: ConversationDeleted',
      'contact-1: ContactDeleted',
    ]);
    expect(await harness.sql('SELECT contact_id FROM conversations')).toEqual([
      { contact_id: other.id },
    ]);
    expect(await harness.sql('SELECT contact_id FROM contact_inboxes')).toEqual([
      { contact_id: other.id },
    ]);
  });

  it('leaves what was the contact’s own to others', async () => {
    await deleteContact();
    const { contact } = await commands.createContact({ email: 'carol@example.com' });
    expect(contact.id).not.toBe(contactId);
  });

  describe('while new conversations begin', () => {
    it('deletes those as well', async () => {
      commandBus = await beginningAnew(2);
      await openConversation();
      await deleteContact();
      expect((await lastEvents()).at(-1)).toBe('contact-1: ContactDeleted');
      expect(await harness.sql('SELECT * FROM conversations')).toEqual([]);
    });

    it('gives up where there is no end of them', async () => {
      commandBus = await beginningAnew(Infinity);
      await openConversation();
      await expect(deleteContact()).rejects.toMatchObject({ reason: 'conflict' });
      expect(await harness.sql('SELECT id FROM contacts')).toEqual([{ id: contactId }]);
    });
  });

  it('deletes it once of two who try at the same time', async () => {
    await openConversation();
    const outcomes = await Promise.allSettled([deleteContact(), deleteContact()]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes).toContainEqual({
      status: 'rejected',
      reason: expect.objectContaining(notFound) as unknown,
    });
  });

  it('finds none of another account, and leaves its conversations', async () => {
    await openConversation();
    await expect(deleteContact(OTHER_ACCOUNT)).rejects.toMatchObject(notFound);
    expect(await harness.sql('SELECT display_id FROM conversations')).toEqual([{ display_id: 1 }]);
  });
});
