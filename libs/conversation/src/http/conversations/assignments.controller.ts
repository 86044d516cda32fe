import {
  AccountController,
  AgentResponseDto,
  Agents,
  commandMetadata,
  CurrentPrincipal,
  TeamResponseDto,
  Teams,
  toAgentResponse,
  toTeamResponse,
  type Principal,
} from '@app/accounts';
import { Refusal } from '@app/event-store';
import { IdPipe } from '@app/http';
import { Body, Header, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import { AssignAgent, AssignTeam } from '../../commands/conversations/assign';
import { AssignmentDto } from './assignment.dto';

@AccountController('conversations/:conversationId/assignments', 'Conversations')
export class AssignmentsController {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly agents: Agents,
    private readonly teams: Teams,
  ) {}

  /** Answers with the agent or the team that has the conversation now; null for nobody. */
  @Post()
  @HttpCode(200)
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiExtraModels(AgentResponseDto, TeamResponseDto)
  @ApiOkResponse({
    schema: {
      oneOf: [
        { $ref: getSchemaPath(AgentResponseDto) },
        { $ref: getSchemaPath(TeamResponseDto) },
        { type: 'null' },
      ],
    },
  })
  async assign(
    @Param('conversationId', IdPipe) conversationId: number,
    @Body() { assignee_id, team_id }: AssignmentDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<string> {
    const { accountId, userId } = principal;
    const metadata = commandMetadata(principal);
    // As JSON by ourselves: Nest would send nothing for null, which clients cannot parse.
    if (assignee_id !== undefined) {
      await this.commandBus.execute(
        new AssignAgent(accountId, conversationId, assignee_id, metadata),
      );
      const [agent] =
        assignee_id === null ? [] : await this.agents.listByIds(accountId, [assignee_id]);
      return JSON.stringify(agent ? toAgentResponse(agent) : null);
    }
    if (team_id === undefined) {
      throw new Refusal('invalid', 'An assignment takes an assignee_id or a team_id', [
        'assignee_id',
        'team_id',
      ]);
    }
    await this.commandBus.execute(new AssignTeam(accountId, conversationId, team_id, metadata));
    const teams = await this.teams.list(accountId, userId);
    const team = teams.find(({ id }) => id === team_id);
    return JSON.stringify(team ? toTeamResponse(team) : null);
  }
}
