import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

export class CreateRecoveryDto {
  /** Only deliveries that failed for good from then on: ISO 8601, with the offset from UTC. */
  @ApiProperty({ format: 'date-time' })
  @Matches(DATE_TIME, {
    message: '$property must be a time in ISO 8601, such as 2026-01-31T12:00:00Z',
  })
  since: string;

  /** POSTs a second, from 1 to 1,000; 100 by default. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000)
  rate?: number | null;
}
