import {
  AccountController,
  commandMetadata,
  CurrentPrincipal,
  type Principal,
} from '@app/accounts';
import { IdPipe, OptionalBody } from '@app/http';
import { Body, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiBody, ApiOkResponse } from '@nestjs/swagger';
import { ChangeConversationStatus } from '../../commands/conversations/change-status';
import { MarkSeen } from '../../commands/conversations/mark-seen';
import { ReportTyping } from '../../commands/conversations/report-typing';
import { SetCustomAttributes } from '../../commands/conversations/set-custom-attributes';
import { SetLabels } from '../../commands/conversations/set-labels';
import { SetPriority } from '../../commands/conversations/set-priority';
import { FindConversation } from '../../queries/find-conversation';
import {
  CustomAttributesDto,
  LabelsDto,
  LabelsEnvelopeDto,
  PriorityDto,
  StatusEnvelopeDto,
  toggledStatus,
  ToggleStatusDto,
  TypingStatusDto,
} from './conversation-actions.dto';
import { toIsoTime } from '../unix-seconds';

/** What agents do to a conversation. */
@AccountController('conversations/:conversationId', 'Conversations')
export class ConversationActionsController {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly queryBus: QueryBus,
  ) {}

  /** Without a status, resolves what is open and opens what is not. */
  @Post('toggle_status')
  @HttpCode(200)
  @ApiBody({ type: ToggleStatusDto, required: false })
  @ApiOkResponse({ type: StatusEnvelopeDto })
  async toggleStatus(
    @Param('conversationId', IdPipe) conversationId: number,
    @OptionalBody() { status, snoozed_until }: ToggleStatusDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StatusEnvelopeDto> {
    const conversation = await this.commandBus.execute(
      new ChangeConversationStatus(
        principal.accountId,
        conversationId,
        status ?? undefined,
        toIsoTime(snoozed_until),
        commandMetadata(principal),
      ),
    );
    return toggledStatus(conversation);
  }

  @Post('toggle_typing_status')
  @HttpCode(200)
  async toggleTypingStatus(
    @Param('conversationId', IdPipe) conversationId: number,
    @Body() { typing_status, is_private }: TypingStatusDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.commandBus.execute(
      new ReportTyping(
        principal.accountId,
        conversationId,
        typing_status,
        is_private ?? false,
        commandMetadata(principal),
      ),
    );
  }

  /** Marks all messages as seen by the agents. */
  @Post('update_last_seen')
  @HttpCode(200)
  async markSeen(
    @Param('conversationId', IdPipe) conversationId: number,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.commandBus.execute(
      new MarkSeen(principal.accountId, conversationId, 'agent', commandMetadata(principal)),
    );
  }

  @Get('labels')
  @ApiOkResponse({ type: LabelsEnvelopeDto })
  async listLabels(
    @Param('conversationId', IdPipe) conversationId: number,
    @CurrentPrincipal() { accountId }: Principal,
  ): Promise<LabelsEnvelopeDto> {
    const { conversation } = await this.queryBus.execute(
      new FindConversation(accountId, conversationId),
    );
    return { payload: [...conversation.labels] };
  }

  /** Replaces the labels. */
  @Post('labels')
  @HttpCode(200)
  @ApiOkResponse({ type: LabelsEnvelopeDto })
  async setLabels(
    @Param('conversationId', IdPipe) conversationId: number,
    @Body() { labels }: LabelsDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<LabelsEnvelopeDto> {
    const conversation = await this.commandBus.execute(
      new SetLabels(principal.accountId, conversationId, labels, commandMetadata(principal)),
    );
    return { payload: [...conversation.labels] };
  }

  @Post('toggle_priority')
  @HttpCode(200)
  async setPriority(
    @Param('conversationId', IdPipe) conversationId: number,
    @Body() { priority }: PriorityDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.commandBus.execute(
      new SetPriority(principal.accountId, conversationId, priority, commandMetadata(principal)),
    );
  }

  /** Replaces the custom attributes. */
  @Post('custom_attributes')
  @HttpCode(200)
  @ApiOkResponse({ type: CustomAttributesDto })
  async setCustomAttributes(
    @Param('conversationId', IdPipe) conversationId: number,
    @Body() { custom_attributes }: CustomAttributesDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CustomAttributesDto> {
    const conversation = await this.commandBus.execute(
      new SetCustomAttributes(
        principal.accountId,
        conversationId,
        custom_attributes,
        commandMetadata(principal),
      ),
    );
    return { custom_attributes: conversation.customAttributes };
  }
}
