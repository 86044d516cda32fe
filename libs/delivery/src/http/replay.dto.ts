import type { LogPoint } from '@app/event-store';
import { IsId, IsLogPoint } from '@app/http';
import { EVENT_NAMES, type EventName } from '@app/payloads';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  Max,
  Min,
} from 'class-validator';
import { REPLAYED, type Replayed } from '../recoveries/recovery';

/** POSTs a second. */
export const MAX_REPLAY_RATE = 10_000;

const LOG_POINT = {
  oneOf: [{ type: 'string' }, { type: 'integer', minimum: 1 }],
  example: 'beginning',
};

export class StartReplayDto {
  /** `beginning`, a time in ISO 8601 or a position of the log. */
  @ApiProperty(LOG_POINT)
  @IsLogPoint()
  from: LogPoint;

  /** Where it ends, not itself part of it: `now` by default, a time or a position. */
  @ApiPropertyOptional({ ...LOG_POINT, example: 'now' })
  @IsOptional()
  @IsLogPoint()
  to?: LogPoint | null;

  /** These events; by default those that the webhook wanted at the time. */
  @ApiProperty({ enum: EVENT_NAMES, isArray: true, required: false })
  @IsOptional()
  @IsIn(EVENT_NAMES, { each: true })
  @ArrayUnique()
  @ArrayMinSize(1)
  @IsArray()
  events?: EventName[] | null;

  /** Only of this conversation. */
  @IsOptional()
  @IsId()
  conversation_id?: number | null;

  /**
   * `all` by default; `missing`: of what no delivery to the webhook has succeeded; `failed`: of what
   * was given up, and has not succeeded since.
   */
  @IsOptional()
  @IsIn(REPLAYED)
  which?: Replayed | null;

  /** POSTs a second; by default as fast as the webhook takes them. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_REPLAY_RATE)
  rate?: number | null;

  /** Counts what would be sent and shows the first ten bodies, and sends nothing. */
  @IsOptional()
  @IsBoolean()
  dry_run?: boolean | null;
}

export class ChangeReplayDto {
  /** POSTs a second from now on; null for as fast as the webhook takes them. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_REPLAY_RATE)
  rate?: number | null;
}
