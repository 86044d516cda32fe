import {
  AccountController,
  AdministratorsOnly,
  commandMetadata,
  CurrentPrincipal,
  type Principal,
} from '@app/accounts';
import { IdPipe, OptionalBody } from '@app/http';
import { HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiOkResponse } from '@nestjs/swagger';
import { DisableWebhook } from '../commands/disable-webhook';
import { EnableWebhook } from '../commands/enable-webhook';
import { WebhookEnvelopeDto } from './webhook-response.dto';
import { WebhookResponses } from './webhook-responses';
import { EnableWebhookDto } from './webhook-state.dto';

const DEFAULT_RATE_PER_SECOND = 100;

/** Takes a webhook out of use, and back into it. */
@AdministratorsOnly()
@AccountController('webhooks/:webhookId', 'Webhooks')
export class WebhookStateController {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly responses: WebhookResponses,
  ) {}

  @Post('disable')
  @HttpCode(200)
  @ApiOkResponse({ type: WebhookEnvelopeDto })
  async disable(
    @Param('webhookId', IdPipe) webhookId: number,
    @CurrentPrincipal() principal: Principal,
  ): Promise<WebhookEnvelopeDto> {
    const { accountId } = principal;
    const webhook = await this.commandBus.execute(
      new DisableWebhook(accountId, webhookId, 'owner', null, commandMetadata(principal)),
    );
    return this.responses.envelope(webhook);
  }

  @Post('enable')
  @HttpCode(200)
  @ApiBody({ type: EnableWebhookDto, required: false })
  @ApiOkResponse({ type: WebhookEnvelopeDto })
  async enable(
    @Param('webhookId', IdPipe) webhookId: number,
    @OptionalBody() { deliver_missed, rate }: EnableWebhookDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<WebhookEnvelopeDto> {
    const webhook = await this.commandBus.execute(
      new EnableWebhook(
        principal.accountId,
        webhookId,
        {
          deliverMissed: deliver_missed ?? true,
          ratePerSecond: rate ?? DEFAULT_RATE_PER_SECOND,
        },
        commandMetadata(principal),
      ),
    );
    return this.responses.envelope(webhook);
  }
}
