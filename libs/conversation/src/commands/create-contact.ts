import { randomUUID } from 'node:crypto';
import { accountRef } from '@app/accounts';
import { EventStore, Refusal, UniqueViolationError, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  contactDecider,
  contactStream,
  type Contact,
  type ContactCommand,
} from '../domain/contact';
import type { ContactDetails } from '../domain/contact-profile';
import { inboxRef, type Inbox } from '../domain/inbox';

/** With `inboxId`, the contact can be written with in that inbox at once. */
export class CreateContact extends Command<{ contact: Contact; inbox: Inbox | null }> {
  constructor(
    readonly accountId: number,
    readonly details: ContactDetails,
    readonly inboxId: number | null,
    readonly metadata: CommandMetadata,
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
  }: CreateContact): Promise<{ contact: Contact; inbox: Inbox | null }> {
    const inbox = inboxId === null ? null : await this.findInbox(accountId, inboxId);
    try {
      const { state } = await this.store.handle(contactDecider, {
        stream: (id) => contactStream(id('contact')),
        metadata,
        references: () => ({ account: accountRef(accountId) }),
        command: ({ id, references, occurredAt }): ContactCommand => ({
          type: 'CreateContact',
          account: references.account,
          profile: { id: id('contact'), accountId, ...details, createdAt: occurredAt },
          contactInbox: inbox && {
            id: id('contact-inbox'),
            inboxId: inbox.id,
            sourceId: randomUUID(),
            hmacVerified: false,
          },
        }),
      });
      return { contact: state, inbox };
    } catch (error) {
      if (error instanceof UniqueViolationError) throw taken(error);
      throw error;
    }
  }

  private async findInbox(accountId: number, inboxId: number): Promise<Inbox> {
    const inbox = await this.store.readState(inboxRef(inboxId));
    if (inbox?.accountId !== accountId) throw Refusal.notFound();
    return inbox;
  }
}

function taken({ columns }: UniqueViolationError): Refusal {
  if (columns.includes('email')) return Refusal.invalid('email', 'Email has already been taken');
  if (columns.includes('phone_number')) {
    return Refusal.invalid('phone_number', 'Phone number has already been taken');
  }
  return Refusal.invalid('identifier', 'Identifier has already been taken');
}
