import { IdPipe } from '@app/http';
import { Body, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse } from '@nestjs/swagger';
import { AdministratorsOnly } from '../auth/access-token.guard';
import { AccountController } from '../auth/account-controller';
import { commandMetadata, CurrentPrincipal, type Principal } from '../auth/principal';
import { AddTeamMembers } from '../commands/add-team-members';
import { RemoveTeamMembers } from '../commands/remove-team-members';
import { Agents } from '../read-model/agents';
import { FindTeam } from '../queries/find-team';
import { AgentResponseDto, toAgentResponse } from './agent-response.dto';
import { TeamMembersDto } from './team.dto';

@AccountController('teams/:teamId/team_members', 'Teams')
export class TeamMembersController {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly agents: Agents,
    private readonly findTeam: FindTeam,
  ) {}

  @Get()
  @ApiOkResponse({ type: [AgentResponseDto] })
  async list(
    @Param('teamId', IdPipe) teamId: number,
    @CurrentPrincipal() { accountId }: Principal,
  ): Promise<AgentResponseDto[]> {
    const team = await this.findTeam.byId(accountId, teamId);
    return (await this.agents.listByTeam(accountId, team.id)).map(toAgentResponse);
  }

  /** Answers the agents that were named, those who had been in the team before among them. */
  @Post()
  @AdministratorsOnly()
  @HttpCode(200)
  @ApiOkResponse({ type: [AgentResponseDto] })
  async add(
    @Param('teamId', IdPipe) teamId: number,
    @Body() { user_ids }: TeamMembersDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<AgentResponseDto[]> {
    const { accountId } = principal;
    await this.commandBus.execute(
      new AddTeamMembers(accountId, teamId, user_ids, commandMetadata(principal)),
    );
    return (await this.agents.listByIds(accountId, user_ids)).map(toAgentResponse);
  }

  /** Whoever is named and not in the team is passed over. */
  @Delete()
  @AdministratorsOnly()
  async remove(
    @Param('teamId', IdPipe) teamId: number,
    @Body() { user_ids }: TeamMembersDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.commandBus.execute(
      new RemoveTeamMembers(principal.accountId, teamId, user_ids, commandMetadata(principal)),
    );
  }
}
