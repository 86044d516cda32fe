import { Idempotent, UnwrappedBody } from '@app/http';
import { Get, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiOkResponse } from '@nestjs/swagger';
import { AdministratorsOnly } from '../auth/access-token.guard';
import { AccountController } from '../auth/account-controller';
import { commandMetadata, CurrentPrincipal, type Principal } from '../auth/principal';
import { AddAgent } from '../commands/add-agent';
import { Agents } from '../read-model/agents';
import { AgentResponseDto, toAgentResponse } from './agent-response.dto';
import { CreateAgentDto } from './agent.dto';

@AccountController('agents', 'Agents')
export class AgentsController {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly agents: Agents,
  ) {}

  /** Everybody in the account, administrators too. */
  @Get()
  @ApiOkResponse({ type: [AgentResponseDto] })
  async list(@CurrentPrincipal() { accountId }: Principal): Promise<AgentResponseDto[]> {
    return (await this.agents.list(accountId)).map(toAgentResponse);
  }

  /**
   * Takes a person into the account, by their e-mail where they are a user of the installation
   * already. A new one has neither a password nor an access token: the platform API gives tokens.
   */
  @Post()
  @AdministratorsOnly()
  @Idempotent()
  @HttpCode(200)
  @ApiBody({ type: CreateAgentDto })
  @ApiOkResponse({ type: AgentResponseDto })
  async create(
    @UnwrappedBody('agent') { name, email, role }: CreateAgentDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<AgentResponseDto> {
    const { accountId } = principal;
    const userId = await this.commandBus.execute(
      new AddAgent(accountId, { name, email, role }, commandMetadata(principal)),
    );
    const [agent] = await this.agents.listByIds(accountId, [userId]);
    return toAgentResponse(agent!);
  }
}
