import { randomUUID } from 'node:crypto';
import { accountRef } from '@app/accounts';
import { EventStore, Refusal, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { contactDecider, contactStream, type ContactCommand } from '../../domain/contact';
import type { ContactInbox } from '../../domain/contact-profile';
import { inboxRef, type Inbox } from '../../domain/inbox';
import { accountSnapshot } from '../../snapshots/account-snapshot';
import { refuseTaken } from './contact-taken';

/**
 * Brings a contact into an inbox, once under one source id. Without one it comes in under a new
 * one each time.
 * @throws Refusal where the contact or the inbox is unknown, or another contact has the source id
 */
export class CreateContactInbox extends Command<{ contactInbox: ContactInbox; inbox: Inbox }> {
  constructor(
    readonly accountId: number,
    readonly contactId: number,
    readonly inboxId: number,
    readonly sourceId: string | null,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(CreateContactInbox)
export class CreateContactInboxHandler implements ICommandHandler<CreateContactInbox> {
  constructor(private readonly store: EventStore) {}

  async execute({
    accountId,
    contactId,
    inboxId,
    sourceId: given,
    metadata,
  }: CreateContactInbox): Promise<{ contactInbox: ContactInbox; inbox: Inbox }> {
    const inbox = await this.store.readState(inboxRef(inboxId));
    if (inbox?.accountId !== accountId) throw Refusal.notFound();
    const sourceId = given ?? randomUUID();
    const { state, events } = await this.store
      .handle(contactDecider, {
        stream: contactStream(contactId),
        metadata,
        references: () => ({ account: accountRef(accountId) }),
        command: ({ references, id, occurredAt }): ContactCommand => ({
          type: 'CreateContactInbox',
          account: accountSnapshot(references.account),
          contactInbox: { id: id('contact-inbox'), inboxId, sourceId, hmacVerified: false },
          createdAt: occurredAt,
          wantedSourceId: sourceId,
        }),
      })
      .catch(refuseTaken);
    // A repeated request made its source id the first time.
    const created = events[0]?.data as ContactInbox | undefined;
    const known = state.contactInboxes.find(
      (each) => each.inboxId === inboxId && each.sourceId === sourceId,
    );
    return { contactInbox: created ?? known!, inbox };
  }
}
