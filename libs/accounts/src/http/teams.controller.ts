import { Idempotent, IdPipe, UnwrappedBody } from '@app/http';
import { Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiOkResponse } from '@nestjs/swagger';
import { AdministratorsOnly } from '../auth/access-token.guard';
import { AccountController } from '../auth/account-controller';
import { commandMetadata, CurrentPrincipal, type Principal } from '../auth/principal';
import { CreateTeam } from '../commands/create-team';
import { DeleteTeam } from '../commands/delete-team';
import { UpdateTeam } from '../commands/update-team';
import type { Team, TeamDetails } from '../domain/team';
import { FindTeam } from '../queries/find-team';
import { Teams } from '../read-model/teams';
import { TeamResponseDto, toTeamResponse } from './team-response.dto';
import { CreateTeamDto, UpdateTeamDto } from './team.dto';

@AccountController('teams', 'Teams')
export class TeamsController {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly teams: Teams,
    private readonly findTeam: FindTeam,
  ) {}

  @Get()
  @ApiOkResponse({ type: [TeamResponseDto] })
  async list(@CurrentPrincipal() { accountId, userId }: Principal): Promise<TeamResponseDto[]> {
    return (await this.teams.list(accountId, userId)).map(toTeamResponse);
  }

  @Get(':teamId')
  @ApiOkResponse({ type: TeamResponseDto })
  async find(
    @Param('teamId', IdPipe) teamId: number,
    @CurrentPrincipal() principal: Principal,
  ): Promise<TeamResponseDto> {
    return toResponse(await this.findTeam.byId(principal.accountId, teamId), principal);
  }

  @Post()
  @AdministratorsOnly()
  @Idempotent()
  @HttpCode(200)
  @ApiBody({ type: CreateTeamDto })
  @ApiOkResponse({ type: TeamResponseDto })
  async create(
    @UnwrappedBody('team') { name, description, allow_auto_assign }: CreateTeamDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<TeamResponseDto> {
    const details: TeamDetails = {
      name,
      description: description ?? '',
      allowAutoAssign: allow_auto_assign ?? true,
    };
    const team = await this.commandBus.execute(
      new CreateTeam(principal.accountId, details, commandMetadata(principal)),
    );
    return toResponse(team, principal);
  }

  @Patch(':teamId')
  @AdministratorsOnly()
  @ApiBody({ type: UpdateTeamDto })
  @ApiOkResponse({ type: TeamResponseDto })
  async update(
    @Param('teamId', IdPipe) teamId: number,
    @UnwrappedBody('team') dto: UpdateTeamDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<TeamResponseDto> {
    const team = await this.commandBus.execute(
      new UpdateTeam(principal.accountId, teamId, toChanges(dto), commandMetadata(principal)),
    );
    return toResponse(team, principal);
  }

  @Delete(':teamId')
  @AdministratorsOnly()
  async delete(
    @Param('teamId', IdPipe) teamId: number,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.commandBus.execute(
      new DeleteTeam(principal.accountId, teamId, commandMetadata(principal)),
    );
  }
}

function toResponse(team: Team, { userId }: Principal): TeamResponseDto {
  return toTeamResponse({ ...team, isMember: team.memberIds.includes(userId) });
}

/** What the request leaves out stays; null takes a description away. */
function toChanges({ name, description, allow_auto_assign }: UpdateTeamDto): Partial<TeamDetails> {
  return {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description: description ?? '' }),
    ...(allow_auto_assign !== undefined && { allowAutoAssign: allow_auto_assign ?? true }),
  };
}
