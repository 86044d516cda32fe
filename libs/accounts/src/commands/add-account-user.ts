import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { accountDecider, accountStream, type AccountCommand, type Role } from '../domain/account';

export class AddAccountUser extends Command<void> {
  constructor(
    readonly accountId: number,
    readonly userId: number,
    readonly role: Role,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(AddAccountUser)
export class AddAccountUserHandler implements ICommandHandler<AddAccountUser> {
  constructor(private readonly store: EventStore) {}

  async execute({ accountId, userId, role, metadata }: AddAccountUser): Promise<void> {
    await this.store.handle(accountDecider, {
      stream: accountStream(accountId),
      metadata,
      command: (): AccountCommand => ({ type: 'AddAccountUser', userId, role }),
    });
  }
}
