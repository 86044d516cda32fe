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
import { ApiBody, ApiOkResponse } from '@nestjs/swagger';
import { RotateSecret } from '../commands/rotate-secret';
import { WebhookEnvelopeDto } from './webhook-response.dto';
import { WebhookResponses } from './webhook-responses';
import { RotateSecretDto } from './webhook-secret.dto';

/** A day. */
const DEFAULT_OVERLAP_SECONDS = 86_400;

@AdministratorsOnly()
@AccountController('webhooks/:webhookId/secret', 'Webhooks')
export class WebhookSecretController {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly responses: WebhookResponses,
  ) {}

  @Post('rotate')
  @Idempotent()
  @HttpCode(200)
  @ApiBody({ type: RotateSecretDto, required: false })
  @ApiOkResponse({ type: WebhookEnvelopeDto })
  async rotate(
    @Param('webhookId', IdPipe) webhookId: number,
    @OptionalBody() { secret, overlap_seconds }: RotateSecretDto,
    @CurrentPrincipal() principal: Principal,
  ): Promise<WebhookEnvelopeDto> {
    const webhook = await this.commandBus.execute(
      new RotateSecret(
        principal.accountId,
        webhookId,
        {
          overlapSeconds: overlap_seconds ?? DEFAULT_OVERLAP_SECONDS,
          ...(typeof secret === 'string' && { secret }),
        },
        commandMetadata(principal),
      ),
    );
    return this.responses.envelope(webhook);
  }
}
