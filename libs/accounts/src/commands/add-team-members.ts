import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { accountRef } from '../domain/account';
import { teamDecider, teamStream, type TeamCommand } from '../domain/team';

/**
 * Takes agents into a team; those who are in it already stay.
 * @throws Refusal naming `user_ids` where one is no user of the account
 */
export class AddTeamMembers extends Command<void> {
  constructor(
    readonly accountId: number,
    readonly teamId: number,
    readonly userIds: readonly number[],
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(AddTeamMembers)
export class AddTeamMembersHandler implements ICommandHandler<AddTeamMembers> {
  constructor(private readonly store: EventStore) {}

  async execute({ accountId, teamId, userIds, metadata }: AddTeamMembers): Promise<void> {
    await this.store.handle(teamDecider, {
      stream: teamStream(teamId),
      metadata,
      references: () => ({ account: accountRef(accountId) }),
      command: ({ references }): TeamCommand => ({
        type: 'AddTeamMembers',
        accountId,
        account: references.account,
        userIds,
      }),
    });
  }
}
