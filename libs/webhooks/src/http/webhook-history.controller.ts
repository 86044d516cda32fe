import {
  AccountController,
  AdministratorsOnly,
  CurrentPrincipal,
  type Principal,
} from '@app/accounts';
import { IdPipe } from '@app/http';
import { Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse } from '@nestjs/swagger';
import { WebhookHistory } from '../queries/webhook-history';
import { toWebhookHistoryPage, WebhookHistoryPageDto } from './webhook-history-response.dto';
import { WebhookHistoryQueryDto } from './webhook-history.dto';

const DEFAULT_LIMIT = 25;

@AdministratorsOnly()
@AccountController('webhooks/:webhookId/history', 'Webhooks')
export class WebhookHistoryController {
  constructor(private readonly queryBus: QueryBus) {}

  @Get()
  @ApiOkResponse({ type: WebhookHistoryPageDto })
  async list(
    @Param('webhookId', IdPipe) webhookId: number,
    @Query() { before, limit = DEFAULT_LIMIT }: WebhookHistoryQueryDto,
    @CurrentPrincipal() { accountId }: Principal,
  ): Promise<WebhookHistoryPageDto> {
    const page = await this.queryBus.execute(
      new WebhookHistory(accountId, webhookId, {
        limit,
        ...(before !== undefined && { beforeVersion: before }),
      }),
    );
    return toWebhookHistoryPage(page);
  }
}
