import {
  AccountController,
  AdministratorsOnly,
  CurrentPrincipal,
  type Principal,
} from '@app/accounts';
import { IdPipe } from '@app/http';
import { Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse } from '@nestjs/swagger';
import { FindStatistics } from '../queries/find-statistics';
import { StatisticsEnvelopeDto, toStatisticsDto } from './statistics-response.dto';

/** How a webhook does. */
@AdministratorsOnly()
@AccountController('webhooks/:webhookId/statistics', 'Deliveries')
export class StatisticsController {
  constructor(private readonly queryBus: QueryBus) {}

  @Get()
  @ApiOkResponse({ type: StatisticsEnvelopeDto })
  async find(
    @Param('webhookId', IdPipe) webhookId: number,
    @CurrentPrincipal() { accountId }: Principal,
  ): Promise<StatisticsEnvelopeDto> {
    const statistics = await this.queryBus.execute(new FindStatistics(accountId, webhookId));
    return { payload: toStatisticsDto(statistics) };
  }
}
