import { accountRef } from '@app/accounts';
import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  contactDecider,
  contactStream,
  type Contact,
  type ContactCommand,
} from '../../domain/contact';
import type { ContactDetails } from '../../domain/contact-profile';
import { accountSnapshot } from '../../snapshots/account-snapshot';
import { refuseTaken } from './contact-taken';

/**
 * Changes the details that are given and leaves the others as they are; attributes are merged key
 * by key.
 * @throws Refusal where the contact is unknown, or what is unique to another contact is given
 */
export class UpdateContact extends Command<Contact> {
  constructor(
    readonly accountId: number,
    readonly contactId: number,
    readonly changes: Partial<ContactDetails>,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(UpdateContact)
export class UpdateContactHandler implements ICommandHandler<UpdateContact> {
  constructor(private readonly store: EventStore) {}

  async execute({ accountId, contactId, changes, metadata }: UpdateContact): Promise<Contact> {
    const { state } = await this.store
      .handle(contactDecider, {
        stream: contactStream(contactId),
        metadata,
        references: () => ({ account: accountRef(accountId) }),
        command: ({ references }): ContactCommand => ({
          type: 'UpdateContact',
          account: accountSnapshot(references.account),
          changes,
        }),
      })
      .catch(refuseTaken);
    return state;
  }
}
