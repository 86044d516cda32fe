import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { accountDecider, accountStream, type AccountCommand } from '../domain/account';
import { Teams } from '../read-model/teams';
import { RemoveTeamMembers } from './remove-team-members';

/** Takes a user out of an account and its teams; does nothing where they are not in it. */
export class RemoveAccountUser extends Command<void> {
  constructor(
    readonly accountId: number,
    readonly userId: number,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(RemoveAccountUser)
export class RemoveAccountUserHandler implements ICommandHandler<RemoveAccountUser> {
  constructor(
    private readonly store: EventStore,
    private readonly teams: Teams,
    private readonly commandBus: CommandBus,
  ) {}

  async execute({ accountId, userId, metadata }: RemoveAccountUser): Promise<void> {
    const ofAccount = { ...metadata, accountId };
    await this.store.handle(accountDecider, {
      stream: accountStream(accountId),
      metadata: ofAccount,
      command: (): AccountCommand => ({ type: 'RemoveAccountUser', userId }),
    });
    // Last, since only users of the account get into its teams: from here on this one gets into none.
    const teamIds = await this.teams.idsOfMember(accountId, userId);
    await Promise.all(
      teamIds.map((teamId) =>
        this.commandBus.execute(new RemoveTeamMembers(accountId, teamId, [userId], ofAccount)),
      ),
    );
  }
}
