import { EventStore, type CommandMetadata } from '@app/event-store';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { accountRef } from '../domain/account';
import {
  teamDecider,
  teamStream,
  type Team,
  type TeamCommand,
  type TeamDetails,
} from '../domain/team';
import { refuseTakenName } from './team-name-taken';

/** @throws Refusal naming `name` where another team of the account has it, in whatever case */
export class CreateTeam extends Command<Team> {
  constructor(
    readonly accountId: number,
    readonly details: TeamDetails,
    readonly metadata: CommandMetadata,
  ) {
    super();
  }
}

@CommandHandler(CreateTeam)
export class CreateTeamHandler implements ICommandHandler<CreateTeam> {
  constructor(private readonly store: EventStore) {}

  async execute({ accountId, details, metadata }: CreateTeam): Promise<Team> {
    const { state } = await this.store
      .handle(teamDecider, {
        stream: (id) => teamStream(id('team')),
        metadata,
        references: () => ({ account: accountRef(accountId) }),
        command: ({ id, references }): TeamCommand => ({
          type: 'CreateTeam',
          id: id('team'),
          account: references.account,
          details,
        }),
      })
      .catch(refuseTakenName);
    return state;
  }
}
