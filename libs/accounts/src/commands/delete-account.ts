import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { accountDecider, accountStream, type AccountCommand } from '../domain/account';

/** Ends an account: nothing of it can be reached any more. Its users stay users. */
export class DeleteAccount extends Command<void> {
  constructor(
    readonly accountId: number,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(DeleteAccount)
export class DeleteAccountHandler implements ICommandHandler<DeleteAccount> {
  constructor(private readonly store: EventStore) {}

  async execute({ accountId, metadata }: DeleteAccount): Promise<void> {
    await this.store.handle(accountDecider, {
      stream: accountStream(accountId),
      metadata: { ...metadata, accountId },
      command: (): AccountCommand => ({ type: 'DeleteAccount' }),
    });
  }
}
