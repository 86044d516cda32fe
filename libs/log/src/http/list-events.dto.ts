import { IsDateTime, IsId } from '@app/http';
import { IsOptional, IsString, Max, MaxLength } from 'class-validator';

export class ListEventsDto {
  /** Only events of this type, such as `MessageCreated`. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  type?: string;

  /** Only events of this stream, such as `conversation-1-42`. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  stream?: string;

  /** Only events recorded then or later: ISO 8601, with the offset from UTC. */
  @IsOptional()
  @IsDateTime()
  since?: string;

  /** Only events recorded before: ISO 8601, with the offset from UTC. */
  @IsOptional()
  @IsDateTime()
  until?: string;

  /** Events a page, at most; 25 by default. */
  @IsOptional()
  @IsId()
  @Max(100)
  limit?: number;

  /** `next_cursor` of the page before, sent with the same filters. */
  @IsOptional()
  @IsString()
  cursor?: string;
}
