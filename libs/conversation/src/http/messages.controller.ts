import {
  AccountController,
  commandMetadata,
  CurrentPrincipal,
  type Principal,
} from '@app/accounts';
import { AttachmentStore, TakesForms } from '@app/attachments';
import { IdPipe } from '@app/http';
import { Body, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse } from '@nestjs/swagger';
import { PublishMessage } from '../commands/publish-message';
import { MAX_ATTACHMENTS } from '../domain/message';
import { CreateMessageDto, toMessageDraft } from './create-message.dto';
import { MessageResponseDto, toMessageResponse } from './message-response.dto';

@AccountController('conversations/:conversationId/messages', 'Messages')
export class MessagesController {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly attachments: AttachmentStore,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOkResponse({ type: MessageResponseDto })
  @TakesForms<CreateMessageDto>({ private: 'json', content_attributes: 'json' }, MAX_ATTACHMENTS)
  async create(
    @Param('conversationId', IdPipe) conversationId: number,
    @Body() dto: CreateMessageDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<MessageResponseDto> {
    const attachments = await this.attachments.keep(dto.attachments ?? []);
    const published = await this.commandBus.execute(
      new PublishMessage(
        principal.accountId,
        conversationId,
        toMessageDraft(dto, attachments),
        commandMetadata(principal),
      ),
    );
    const { conversation, contact } = published;
    return toMessageResponse(published, conversation, contact, dto.echo_id);
  }
}
