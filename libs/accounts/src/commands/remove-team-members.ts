import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { teamDecider, teamStream, type TeamCommand } from '../domain/team';

/** Takes users out of a team; whoever is not in it is passed over. */
export class RemoveTeamMembers extends Command<void> {
  constructor(
    readonly accountId: number,
    readonly teamId: number,
    readonly userIds: readonly number[],
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(RemoveTeamMembers)
export class RemoveTeamMembersHandler implements ICommandHandler<RemoveTeamMembers> {
  constructor(private readonly store: EventStore) {}

  async execute({ accountId, teamId, userIds, metadata }: RemoveTeamMembers): Promise<void> {
    await this.store.handle(teamDecider, {
      stream: teamStream(teamId),
      metadata,
      command: (): TeamCommand => ({ type: 'RemoveTeamMembers', accountId, userIds }),
    });
  }
}
