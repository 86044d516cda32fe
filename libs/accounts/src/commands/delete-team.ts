import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { teamDecider, teamStream, type TeamCommand } from '../domain/team';

export class DeleteTeam extends Command<void> {
  constructor(
    readonly accountId: number,
    readonly teamId: number,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(DeleteTeam)
export class DeleteTeamHandler implements ICommandHandler<DeleteTeam> {
  constructor(private readonly store: EventStore) {}

  async execute({ accountId, teamId, metadata }: DeleteTeam): Promise<void> {
    await this.store.handle(teamDecider, {
      stream: teamStream(teamId),
      metadata,
      command: (): TeamCommand => ({ type: 'DeleteTeam', accountId }),
    });
  }
}
