import {
  AccountController,
  commandMetadata,
  CurrentPrincipal,
  type Principal,
} from '@app/accounts';
import { IdPipe, Idempotent } from '@app/http';
import { Body, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse } from '@nestjs/swagger';
import { PublishMessage } from '../commands/publish-message';
import { CreateMessageDto, toMessageDraft } from './create-message.dto';
import { MessageResponseDto, toMessageResponse } from './message-response.dto';

@AccountController('conversations/:conversationId/messages', 'Messages')
export class MessagesController {
  constructor(private readonly commandBus: CommandBus) {}

  @Post()
  @Idempotent()
  @HttpCode(200)
  @ApiOkResponse({ type: MessageResponseDto })
  async create(
    @Param('conversationId', IdPipe) conversationId: number,
    @Body() dto: CreateMessageDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<MessageResponseDto> {
    const published = await this.commandBus.execute(
      new PublishMessage(
        principal.accountId,
        conversationId,
        toMessageDraft(dto),
        commandMetadata(principal),
      ),
    );
    const { conversation, contact } = published;
    return toMessageResponse(published, conversation, contact, dto.echo_id);
  }
}
