import {
  AccountController,
  AdministratorsOnly,
  commandMetadata,
  CurrentPrincipal,
  type Principal,
} from '@app/accounts';
import { Idempotent, IdPipe } from '@app/http';
import { Body, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse } from '@nestjs/swagger';
import { CreateConversation } from '../../commands/conversations/create-conversation';
import { DeleteConversation } from '../../commands/conversations/delete-conversation';
import { CountConversations } from '../../queries/count-conversations';
import { FindConversation } from '../../queries/find-conversation';
import { ListConversations } from '../../queries/list-conversations';
import {
  ConversationListDto,
  ConversationMetaEnvelopeDto,
  toConversationList,
  toCountsResponse,
} from './conversation-list-response.dto';
import { ConversationResponseDto, toConversationResponse } from './conversation-response.dto';
import { CreateConversationDto, toNewConversation } from './create-conversation.dto';
import { ListConversationsDto, toConversationFilter } from './list-conversations.dto';

@AccountController('conversations', 'Conversations')
export class ConversationsController {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly queryBus: QueryBus,
  ) {}

  @Get()
  @ApiOkResponse({ type: ConversationListDto })
  async list(
    @Query() dto: ListConversationsDto,
    @CurrentPrincipal() { accountId, userId }: Principal,
  ): Promise<ConversationListDto> {
    const filter = toConversationFilter(dto);
    const { assignee_type = 'all', page = 1 } = dto;
    const [counts, conversations] = await Promise.all([
      this.queryBus.execute(new CountConversations(accountId, userId, filter)),
      this.queryBus.execute(new ListConversations(accountId, userId, filter, assignee_type, page)),
    ]);
    return toConversationList(counts, conversations);
  }

  /** Takes what the list takes; whose conversations and which page make no difference to the counts. */
  @Get('meta')
  @ApiOkResponse({ type: ConversationMetaEnvelopeDto })
  async count(
    @Query() dto: ListConversationsDto,
    @CurrentPrincipal() { accountId, userId }: Principal,
  ): Promise<ConversationMetaEnvelopeDto> {
    const counts = await this.queryBus.execute(
      new CountConversations(accountId, userId, toConversationFilter(dto)),
    );
    return { meta: toCountsResponse(counts) };
  }

  @Get(':conversationId')
  @ApiOkResponse({ type: ConversationResponseDto })
  async find(
    @Param('conversationId', IdPipe) conversationId: number,
    @CurrentPrincipal() { accountId }: Principal,
  ): Promise<ConversationResponseDto> {
    const found = await this.queryBus.execute(new FindConversation(accountId, conversationId));
    return toConversationResponse(found);
  }

  @Post()
  @Idempotent()
  @HttpCode(200)
  @ApiOkResponse({ type: ConversationResponseDto })
  async create(
    @Body() dto: CreateConversationDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ConversationResponseDto> {
    const created = await this.commandBus.execute(
      new CreateConversation(
        principal.accountId,
        toNewConversation(dto),
        commandMetadata(principal),
      ),
    );
    return toConversationResponse(created);
  }

  @Delete(':conversationId')
  @AdministratorsOnly()
  async delete(
    @Param('conversationId', IdPipe) conversationId: number,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.commandBus.execute(
      new DeleteConversation(principal.accountId, conversationId, commandMetadata(principal)),
    );
  }
}
