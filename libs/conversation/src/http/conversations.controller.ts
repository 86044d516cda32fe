import {
  AccountController,
  commandMetadata,
  CurrentPrincipal,
  type Principal,
} from '@app/accounts';
import { Idempotent } from '@app/http';
import { Body, HttpCode, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse } from '@nestjs/swagger';
import { CreateConversation } from '../commands/create-conversation';
import { ConversationResponseDto, toConversationResponse } from './conversation-response.dto';
import { CreateConversationDto } from './create-conversation.dto';
import { toMessageDraft } from './create-message.dto';

@AccountController('conversations', 'Conversations')
export class ConversationsController {
  constructor(private readonly commandBus: CommandBus) {}

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
        {
          sourceId: dto.source_id ?? null,
          inboxId: dto.inbox_id ?? null,
          contactId: dto.contact_id ?? null,
          status: dto.status ?? 'open',
          snoozedUntil: null,
          assigneeId: null,
          teamId: null,
          additionalAttributes: dto.additional_attributes ?? {},
          customAttributes: dto.custom_attributes ?? {},
          openingMessage: dto.message ? toMessageDraft(dto.message) : null,
        },
        commandMetadata(principal),
      ),
    );
    return toConversationResponse(created);
  }
}
