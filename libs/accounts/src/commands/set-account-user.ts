import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { accountDecider, accountStream, type AccountCommand, type Role } from '../domain/account';
import { userRef } from '../domain/user';

/** Has a user be in an account in this role, whether they were in it before or not. */
export class SetAccountUser extends Command<void> {
  constructor(
    readonly accountId: number,
    readonly userId: number,
    readonly role: Role,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(SetAccountUser)
export class SetAccountUserHandler implements ICommandHandler<SetAccountUser> {
  constructor(private readonly store: EventStore) {}

  async execute({ accountId, userId, role, metadata }: SetAccountUser): Promise<void> {
    await this.store.handle(accountDecider, {
      stream: accountStream(accountId),
      metadata: { ...metadata, accountId },
      references: () => ({ user: userRef(userId) }),
      command: ({ references }): AccountCommand => ({
        type: 'SetAccountUser',
        userId,
        userExists: references.user !== undefined,
        role,
      }),
    });
  }
}
