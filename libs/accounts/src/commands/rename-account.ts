import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { accountDecider, accountStream, type AccountCommand } from '../domain/account';

export class RenameAccount extends Command<void> {
  constructor(
    readonly accountId: number,
    readonly name: string,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(RenameAccount)
export class RenameAccountHandler implements ICommandHandler<RenameAccount> {
  constructor(private readonly store: EventStore) {}

  async execute({ accountId, name, metadata }: RenameAccount): Promise<void> {
    await this.store.handle(accountDecider, {
      stream: accountStream(accountId),
      metadata: { ...metadata, accountId },
      command: (): AccountCommand => ({ type: 'RenameAccount', name }),
    });
  }
}
