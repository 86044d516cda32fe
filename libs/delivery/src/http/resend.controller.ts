import {
  AccountController,
  AdministratorsOnly,
  CurrentPrincipal,
  type Principal,
} from '@app/accounts';
import { IdPipe } from '@app/http';
import { HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiAcceptedResponse } from '@nestjs/swagger';
import { ResendDelivery } from '../commands/resend-delivery';
import { ResentEnvelopeDto } from './resent-response.dto';

@AdministratorsOnly()
@AccountController('webhooks/:webhookId/deliveries/:deliveryId', 'Deliveries')
export class ResendController {
  constructor(private readonly commandBus: CommandBus) {}

  /** Delivers once more, or at once what waits to be retried; under the same `webhook-id`. */
  @Post('resend')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: ResentEnvelopeDto })
  async resend(
    @Param('webhookId', IdPipe) webhookId: number,
    @Param('deliveryId', IdPipe) deliveryId: number,
    @CurrentPrincipal() { accountId }: Principal,
  ): Promise<ResentEnvelopeDto> {
    const status = await this.commandBus.execute(
      new ResendDelivery(accountId, webhookId, deliveryId),
    );
    return { payload: { delivery: { id: deliveryId, status } } };
  }
}
