import {
  AccountController,
  AdministratorsOnly,
  CurrentPrincipal,
  type Principal,
} from '@app/accounts';
import { quoteReceived, Refusal } from '@app/event-store';
import { IdPipe } from '@app/http';
import { Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse } from '@nestjs/swagger';
import { type DeliveryPlace, fromCursor } from '../queries/delivery-place';
import { FindDelivery } from '../queries/find-delivery';
import { ListDeliveries } from '../queries/list-deliveries';
import { DeliveryEnvelopeDto, toDeliveryEnvelope } from './delivery-details-response.dto';
import { DeliveryPageDto, toDeliveryPageDto } from './delivery-response.dto';
import { ListDeliveriesDto } from './list-deliveries.dto';

const DEFAULT_LIMIT = 25;

/** What became of the events that a webhook was to get. */
@AdministratorsOnly()
@AccountController('webhooks/:webhookId/deliveries', 'Deliveries')
export class DeliveriesController {
  constructor(private readonly queryBus: QueryBus) {}

  @Get()
  @ApiOkResponse({ type: DeliveryPageDto })
  async list(
    @Param('webhookId', IdPipe) webhookId: number,
    @Query() query: ListDeliveriesDto,
    @CurrentPrincipal() { accountId }: Principal,
  ): Promise<DeliveryPageDto> {
    const { event, status, since, until, conversation_id, cursor, limit = DEFAULT_LIMIT } = query;
    const page = await this.queryBus.execute(
      new ListDeliveries(
        accountId,
        webhookId,
        {
          event,
          status,
          sinceMs: toMs(since),
          untilMs: toMs(until),
          conversationId: conversation_id,
        },
        { limit, before: cursor === undefined ? undefined : placeOf(cursor) },
      ),
    );
    return toDeliveryPageDto(page);
  }

  @Get(':deliveryId')
  @ApiOkResponse({ type: DeliveryEnvelopeDto })
  async find(
    @Param('webhookId', IdPipe) webhookId: number,
    @Param('deliveryId', IdPipe) deliveryId: number,
    @CurrentPrincipal() { accountId }: Principal,
  ): Promise<DeliveryEnvelopeDto> {
    const delivery = await this.queryBus.execute(
      new FindDelivery(accountId, webhookId, deliveryId),
    );
    return toDeliveryEnvelope(delivery);
  }
}

function toMs(time: string | undefined): number | undefined {
  return time === undefined ? undefined : Date.parse(time);
}

/** @throws Refusal naming `cursor` */
function placeOf(cursor: string): DeliveryPlace {
  const place = fromCursor(cursor);
  if (place) return place;
  throw Refusal.invalid(
    'cursor',
    `Cursor must be the next_cursor of a page, got ${quoteReceived(cursor)}`,
  );
}
