import {
  AccountController,
  AdministratorsOnly,
  commandMetadata,
  CurrentPrincipal,
  type Principal,
} from '@app/accounts';
import { Idempotent, IdPipe, OptionalBody } from '@app/http';
import { HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiAcceptedResponse, ApiBody } from '@nestjs/swagger';
import { TestWebhook } from '../commands/test-webhook';
import { RequestedTestEnvelopeDto, TestWebhookDto } from './webhook-test.dto';

@AdministratorsOnly()
@AccountController('webhooks/:webhookId/test', 'Webhooks')
export class WebhookTestController {
  constructor(private readonly commandBus: CommandBus) {}

  @Post()
  @Idempotent()
  @HttpCode(202)
  @ApiBody({ type: TestWebhookDto, required: false })
  @ApiAcceptedResponse({ type: RequestedTestEnvelopeDto })
  async test(
    @Param('webhookId', IdPipe) webhookId: number,
    @OptionalBody() { event }: TestWebhookDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<RequestedTestEnvelopeDto> {
    const { messageId } = await this.commandBus.execute(
      new TestWebhook(principal.accountId, webhookId, event ?? null, commandMetadata(principal)),
    );
    return { payload: { message_id: messageId } };
  }
}
