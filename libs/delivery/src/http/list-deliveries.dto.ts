import { IsId } from '@app/http';
import { EVENT_NAMES, type EventName } from '@app/payloads';
import { IsIn, IsOptional, IsString, Max } from 'class-validator';
import { DELIVERY_STATUSES, type DeliveryStatus } from '../queries/delivery';
import { IsDateTime } from '@app/http';

export class ListDeliveriesDto {
  @IsOptional()
  @IsIn(EVENT_NAMES)
  event?: EventName;

  @IsOptional()
  @IsIn(DELIVERY_STATUSES)
  status?: DeliveryStatus;

  /** Only deliveries created then or later: ISO 8601, with the offset from UTC. */
  @IsOptional()
  @IsDateTime()
  since?: string;

  /** Only deliveries created before: ISO 8601, with the offset from UTC. */
  @IsOptional()
  @IsDateTime()
  until?: string;

  /** Only deliveries of this conversation, by the `id` that the API gives. */
  @IsOptional()
  @IsId()
  conversation_id?: number;

  /** Deliveries a page, at most; 25 by default. */
  @IsOptional()
  @IsId()
  @Max(100)
  limit?: number;

  /** `next_cursor` of the page before, sent with the same filters. */
  @IsOptional()
  @IsString()
  cursor?: string;
}
