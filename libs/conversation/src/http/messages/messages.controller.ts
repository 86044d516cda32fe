import {
  AccountController,
  commandMetadata,
  CurrentPrincipal,
  type Principal,
} from '@app/accounts';
import { AttachmentStore, TakesForms } from '@app/attachments';
import { Idempotent, IdPipe } from '@app/http';
import { Body, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse } from '@nestjs/swagger';
import { DeleteMessage } from '../../commands/messages/delete-message';
import { PublishMessage } from '../../commands/messages/publish-message';
import { UpdateMessage } from '../../commands/messages/update-message';
import type { MessageSnapshot } from '../../domain/conversation/events';
import { MAX_ATTACHMENTS } from '../../domain/message';
import { FindConversation } from '../../queries/find-conversation';
import { ListMessages } from '../../queries/list-messages';
import { CreateMessageDto, toMessageDraft } from './create-message.dto';
import { ListMessagesDto, MessageListDto, toMessageList } from './list-messages.dto';
import { MessageResponseDto, toMessageResponse } from './message-response.dto';
import { toMessageChanges, UpdateMessageDto } from './update-message.dto';

@AccountController('conversations/:conversationId/messages', 'Messages')
export class MessagesController {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly queryBus: QueryBus,
    private readonly attachments: AttachmentStore,
  ) {}

  @Get()
  @ApiOkResponse({ type: MessageListDto })
  async list(
    @Param('conversationId', IdPipe) conversationId: number,
    @Query() range: ListMessagesDto,
    @CurrentPrincipal() { accountId }: Principal,
  ): Promise<MessageListDto> {
    const [found, messages] = await Promise.all([
      this.queryBus.execute(new FindConversation(accountId, conversationId)),
      this.queryBus.execute(new ListMessages(accountId, conversationId, range)),
    ]);
    return toMessageList(found, messages);
  }

  @Post()
  @Idempotent()
  @HttpCode(200)
  @ApiOkResponse({ type: MessageResponseDto })
  @TakesForms<CreateMessageDto>(
    {
      private: 'json',
      content_attributes: 'json',
      source_reply_id: 'json',
      template_params: 'json',
      campaign_id: 'json',
    },
    MAX_ATTACHMENTS,
  )
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
    return toResponse(published, dto.echo_id);
  }

  @Patch(':messageId')
  @TakesForms<UpdateMessageDto>({}, 0)
  @ApiOkResponse({ type: MessageResponseDto })
  async update(
    @Param('conversationId', IdPipe) conversationId: number,
    @Param('messageId', IdPipe) messageId: number,
    @Body() dto: UpdateMessageDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<MessageResponseDto> {
    const updated = await this.commandBus.execute(
      new UpdateMessage(
        principal.accountId,
        conversationId,
        messageId,
        toMessageChanges(dto),
        commandMetadata(principal),
      ),
    );
    return toResponse(updated);
  }

  /** The message stays in its place and says that it was deleted. */
  @Delete(':messageId')
  @ApiOkResponse({ type: MessageResponseDto })
  async delete(
    @Param('conversationId', IdPipe) conversationId: number,
    @Param('messageId', IdPipe) messageId: number,
    @CurrentPrincipal() principal: Principal,
  ): Promise<MessageResponseDto> {
    const deleted = await this.commandBus.execute(
      new DeleteMessage(principal.accountId, conversationId, messageId, commandMetadata(principal)),
    );
    return toResponse(deleted);
  }
}

function toResponse(snapshot: MessageSnapshot, echoId?: string | null): MessageResponseDto {
  return toMessageResponse(snapshot, snapshot.conversation, snapshot.contact, echoId);
}
