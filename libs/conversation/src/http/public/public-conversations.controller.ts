import { Idempotent, IdPipe, OptionalBody } from '@app/http';
import { Body, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiBody, ApiOkResponse, ApiParam } from '@nestjs/swagger';
import { ChangeConversationStatus } from '../../commands/conversations/change-status';
import { CreateConversation } from '../../commands/conversations/create-conversation';
import { MarkSeen } from '../../commands/conversations/mark-seen';
import { PublishMessage } from '../../commands/messages/publish-message';
import { ReportTyping } from '../../commands/conversations/report-typing';
import { UpdateMessage } from '../../commands/messages/update-message';
import { visitorMetadata } from '../../commands/contacts/visitor-metadata';
import { ListContactConversations } from '../../queries/list-contact-conversations';
import { ListMessages } from '../../queries/list-messages';
import type { Visitor } from '../../read-model/visitors';
import { toNewConversation } from '../conversations/create-conversation.dto';
import { ListMessagesDto } from '../messages/list-messages.dto';
import { MessageResponseDto } from '../messages/message-response.dto';
import {
  CreatePublicConversationDto,
  CreatePublicMessageDto,
  PublicConversationDto,
  PublicTypingDto,
  SubmitAnswerDto,
  toAnswer,
  toContactMessage,
  toPublicConversation,
  toPublicMessage,
} from './public-conversation.dto';
import { PublicController } from './public-controller';
import { CurrentVisit, CurrentVisitor, type PublicVisit } from './public-visit';
import { VisitorConversations } from './visitor-conversations';

/** What contacts do in their own conversations. */
@PublicController('contacts/:sourceId/conversations')
@ApiParam({ name: 'sourceId', type: String })
export class PublicConversationsController {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly queryBus: QueryBus,
    private readonly conversations: VisitorConversations,
  ) {}

  @Get()
  @ApiOkResponse({ type: PublicConversationDto, isArray: true })
  async list(@CurrentVisitor() visitor: Visitor): Promise<PublicConversationDto[]> {
    const { inbox, contact, contactInbox } = visitor;
    const found = await this.queryBus.execute(
      new ListContactConversations(inbox.accountId, contact.id, contactInbox.id),
    );
    return found.map((each) => toPublicConversation(each, visitor));
  }

  @Post()
  @Idempotent()
  @HttpCode(200)
  @ApiBody({ type: CreatePublicConversationDto, required: false })
  @ApiOkResponse({ type: PublicConversationDto })
  async create(
    @OptionalBody() { custom_attributes }: CreatePublicConversationDto,
    @CurrentVisitor() visitor: Visitor,
    @CurrentVisit() { origin }: PublicVisit,
  ): Promise<PublicConversationDto> {
    const { inbox, contact, contactInbox } = visitor;
    const place = {
      source_id: contactInbox.sourceId,
      inbox_id: inbox.id,
      contact_id: contact.id,
      custom_attributes,
    };
    const created = await this.commandBus.execute(
      new CreateConversation(
        inbox.accountId,
        toNewConversation(place),
        visitorMetadata(visitor.contact, origin),
      ),
    );
    return toPublicConversation(created, visitor);
  }

  @Get(':conversationId')
  @ApiOkResponse({ type: PublicConversationDto })
  async find(
    @Param('conversationId', IdPipe) conversationId: number,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<PublicConversationDto> {
    return toPublicConversation(await this.conversations.find(visitor, conversationId), visitor);
  }

  /** Without agents' notes. */
  @Get(':conversationId/messages')
  @ApiOkResponse({ type: MessageResponseDto, isArray: true })
  async listMessages(
    @Param('conversationId', IdPipe) conversationId: number,
    @Query() { before, after }: ListMessagesDto,
    @CurrentVisitor() visitor: Visitor,
  ): Promise<MessageResponseDto[]> {
    const found = await this.conversations.find(visitor, conversationId);
    const messages = await this.queryBus.execute(
      new ListMessages(visitor.inbox.accountId, conversationId, {
        publicOnly: true,
        ...(before !== undefined && { before }),
        ...(after !== undefined && { after }),
      }),
    );
    return messages.map((each) => toPublicMessage(each, found.conversation, visitor));
  }

  @Post(':conversationId/messages')
  @Idempotent()
  @HttpCode(200)
  @ApiOkResponse({ type: MessageResponseDto })
  async createMessage(
    @Param('conversationId', IdPipe) conversationId: number,
    @Body() dto: CreatePublicMessageDto,
    @CurrentVisitor() visitor: Visitor,
    @CurrentVisit() { origin }: PublicVisit,
  ): Promise<MessageResponseDto> {
    await this.conversations.expectOwn(visitor, conversationId);
    const published = await this.commandBus.execute(
      new PublishMessage(
        visitor.inbox.accountId,
        conversationId,
        toContactMessage(dto),
        visitorMetadata(visitor.contact, origin),
      ),
    );
    return toPublicMessage(published, published.conversation, visitor, dto.echo_id);
  }

  /** Answers a message that asks something. */
  @Patch(':conversationId/messages/:messageId')
  @ApiOkResponse({ type: MessageResponseDto })
  async answerMessage(
    @Param('conversationId', IdPipe) conversationId: number,
    @Param('messageId', IdPipe) messageId: number,
    @Body() dto: SubmitAnswerDto,
    @CurrentVisitor() visitor: Visitor,
    @CurrentVisit() { origin }: PublicVisit,
  ): Promise<MessageResponseDto> {
    await this.conversations.expectOwn(visitor, conversationId);
    const updated = await this.commandBus.execute(
      new UpdateMessage(
        visitor.inbox.accountId,
        conversationId,
        messageId,
        toAnswer(dto),
        visitorMetadata(visitor.contact, origin),
      ),
    );
    return toPublicMessage(updated, updated.conversation, visitor);
  }

  @Post(':conversationId/toggle_typing')
  @HttpCode(200)
  async reportTyping(
    @Param('conversationId', IdPipe) conversationId: number,
    @Body() { typing_status }: PublicTypingDto,
    @CurrentVisitor() visitor: Visitor,
    @CurrentVisit() { origin }: PublicVisit,
  ): Promise<void> {
    await this.conversations.expectOwn(visitor, conversationId);
    await this.commandBus.execute(
      new ReportTyping(
        visitor.inbox.accountId,
        conversationId,
        typing_status,
        false,
        visitorMetadata(visitor.contact, origin),
      ),
    );
  }

  /** Resolves the conversation; a contact opens it again by writing. */
  @Post(':conversationId/toggle_status')
  @HttpCode(200)
  async resolve(
    @Param('conversationId', IdPipe) conversationId: number,
    @CurrentVisitor() visitor: Visitor,
    @CurrentVisit() { origin }: PublicVisit,
  ): Promise<void> {
    await this.conversations.expectOwn(visitor, conversationId);
    await this.commandBus.execute(
      new ChangeConversationStatus(
        visitor.inbox.accountId,
        conversationId,
        'resolved',
        null,
        visitorMetadata(visitor.contact, origin),
      ),
    );
  }

  /** Marks all messages as seen by the contact. */
  @Post(':conversationId/update_last_seen')
  @HttpCode(200)
  async markSeen(
    @Param('conversationId', IdPipe) conversationId: number,
    @CurrentVisitor() visitor: Visitor,
    @CurrentVisit() { origin }: PublicVisit,
  ): Promise<void> {
    await this.conversations.expectOwn(visitor, conversationId);
    await this.commandBus.execute(
      new MarkSeen(
        visitor.inbox.accountId,
        conversationId,
        'contact',
        visitorMetadata(visitor.contact, origin),
      ),
    );
  }
}
