import { randomUUID } from 'node:crypto';
import { accountRef } from '@app/accounts';
import { EventStore, Refusal, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  contactDecider,
  contactStream,
  type Contact,
  type ContactCommand,
} from '../../domain/contact';
import type { ContactDetails } from '../../domain/contact-profile';
import { inboxRef, type Inbox } from '../../domain/inbox';
import { accountSnapshot } from '../../snapshots/account-snapshot';
import { refuseTaken } from './contact-taken';

/**
 * With an inbox, the contact can be written with in it at once.
 * @throws Refusal where the inbox is unknown, or what is unique to another contact is given
 */
export class CreateContact extends Command<{ contact: Contact; inbox: Inbox | null }> {
  constructor(
    readonly accountId: number,
    readonly details: ContactDetails,
    readonly inboxId: number | null,
    readonly metadata: CommandMetadata,
    /** What the contact is to be known by in the inbox; made where it is null. */
    readonly sourceId: string | null = null,
  ) {
    super();
  }
}

@CommandHandler(CreateContact)
export class CreateContactHandler implements ICommandHandler<CreateContact> {
  constructor(private readonly store: EventStore) {}

  async execute({
    accountId,
    details,
    inboxId,
    metadata,
    sourceId,
  }: CreateContact): Promise<{ contact: Contact; inbox: Inbox | null }> {
    const inbox = inboxId === null ? null : await this.findInbox(accountId, inboxId);
    if (sourceId !== null && !inbox) {
      throw Refusal.invalid('source_id', 'Source takes the inbox_id of the inbox it is of');
    }
    const { state } = await this.store
      .handle(contactDecider, {
        stream: (id) => contactStream(id('contact')),
        metadata,
        references: () => ({ account: accountRef(accountId) }),
        command: ({ id, references, occurredAt }): ContactCommand => ({
          type: 'CreateContact',
          account: accountSnapshot(references.account),
          profile: { id: id('contact'), accountId, ...details, createdAt: occurredAt },
          contactInbox: inbox && {
            id: id('contact-inbox'),
            inboxId: inbox.id,
            sourceId: sourceId ?? randomUUID(),
            hmacVerified: false,
          },
        }),
      })
      .catch(refuseTaken);
    return { contact: state, inbox };
  }

  private async findInbox(accountId: number, inboxId: number): Promise<Inbox> {
    const inbox = await this.store.readState(inboxRef(inboxId));
    if (inbox?.accountId !== accountId) throw Refusal.notFound();
    return inbox;
  }
}
