import { accountRef } from '@app/accounts';
import { Database, EventStore, Refusal, type CommandMetadata } from '@app/event-store';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { contactDecider, contactStream, type ContactCommand } from '../../domain/contact';
import { accountSnapshot } from '../../snapshots/account-snapshot';
import { DeleteConversation } from '../conversations/delete-conversation';

/** The plus keeps SQLite from going through all conversations of the account instead. */
export const OF_CONTACT = `
  SELECT display_id AS "displayId" FROM conversations
  WHERE contact_id = ? AND +account_id = ? ORDER BY display_id`;

/** Conversations that begin faster than they are deleted are somebody's to stop. */
const MAX_ATTEMPTS = 3;

/**
 * Ends a contact for good. Its conversations go first, each with an event of its own.
 * @throws Refusal where the contact is unknown, or keeps getting new conversations
 */
export class DeleteContact extends Command<void> {
  constructor(
    readonly accountId: number,
    readonly contactId: number,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(DeleteContact)
export class DeleteContactHandler implements ICommandHandler<DeleteContact> {
  constructor(
    private readonly store: EventStore,
    private readonly commandBus: CommandBus,
    private readonly database: Database,
  ) {}

  async execute(command: DeleteContact): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      await this.deleteConversations(command);
      try {
        await this.deleteContact(command);
        return;
      } catch (error) {
        const isConflict = error instanceof Refusal && error.reason === 'conflict';
        if (!isConflict || attempt === MAX_ATTEMPTS) throw error;
      }
    }
  }

  private async deleteConversations({
    accountId,
    contactId,
    metadata,
  }: DeleteContact): Promise<void> {
    const rows = await this.database.query<{ displayId: number }>(OF_CONTACT, [
      contactId,
      accountId,
    ]);
    // At once, so that they share commits.
    await Promise.all(
      rows.map(({ displayId }) =>
        this.commandBus
          .execute(new DeleteConversation(accountId, displayId, metadata))
          .catch(unlessGone),
      ),
    );
  }

  private async deleteContact({ accountId, contactId, metadata }: DeleteContact): Promise<void> {
    await this.store.handle(contactDecider, {
      stream: contactStream(contactId),
      metadata,
      references: () => ({ account: accountRef(accountId) }),
      lookUps: () => ({
        conversation: {
          sql: 'SELECT position FROM conversations WHERE contact_id = ? LIMIT 1',
          params: [contactId],
        },
      }),
      command: ({ references, found }): ContactCommand => ({
        type: 'DeleteContact',
        account: accountSnapshot(references.account),
        hasConversations: found.conversation !== undefined,
      }),
    });
  }
}

/** Somebody else may have deleted it meanwhile. */
function unlessGone(error: unknown): void {
  if (!(error instanceof Refusal) || error.reason !== 'not-found') throw error;
}
