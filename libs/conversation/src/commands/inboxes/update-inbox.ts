import { accountRef } from '@app/accounts';
import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  inboxDecider,
  inboxStream,
  type Inbox,
  type InboxChanges,
  type InboxCommand,
} from '../../domain/inbox';
import { accountSnapshot } from '../../snapshots/account-snapshot';

/**
 * Changes what is given and leaves the rest as it is.
 * @throws Refusal where the inbox is unknown, or its channel has no such setting
 */
export class UpdateInbox extends Command<Inbox> {
  constructor(
    readonly accountId: number,
    readonly inboxId: number,
    readonly changes: InboxChanges,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(UpdateInbox)
export class UpdateInboxHandler implements ICommandHandler<UpdateInbox> {
  constructor(private readonly store: EventStore) {}

  async execute({ accountId, inboxId, changes, metadata }: UpdateInbox): Promise<Inbox> {
    const { state } = await this.store.handle(inboxDecider, {
      stream: inboxStream(inboxId),
      metadata,
      references: () => ({ account: accountRef(accountId) }),
      command: ({ references, occurredAt }): InboxCommand => ({
        type: 'UpdateInbox',
        accountId,
        changes,
        account: accountSnapshot(references.account),
        occurredAt,
      }),
    });
    return state;
  }
}
