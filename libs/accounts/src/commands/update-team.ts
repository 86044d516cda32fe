import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  teamDecider,
  teamStream,
  type Team,
  type TeamCommand,
  type TeamDetails,
} from '../domain/team';
import { refuseTakenName } from './team-name-taken';

/**
 * Changes the details that are given and leaves the others as they are.
 * @throws Refusal naming `name` where another team of the account has it, in whatever case
 */
export class UpdateTeam extends Command<Team> {
  constructor(
    readonly accountId: number,
    readonly teamId: number,
    readonly changes: Partial<TeamDetails>,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(UpdateTeam)
export class UpdateTeamHandler implements ICommandHandler<UpdateTeam> {
  constructor(private readonly store: EventStore) {}

  async execute({ accountId, teamId, changes, metadata }: UpdateTeam): Promise<Team> {
    const { state } = await this.store
      .handle(teamDecider, {
        stream: teamStream(teamId),
        metadata,
        command: (): TeamCommand => ({ type: 'UpdateTeam', accountId, changes }),
      })
      .catch(refuseTakenName);
    return state;
  }
}
