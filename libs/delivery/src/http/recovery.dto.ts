import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsDateTime } from '@app/http';

export class CreateRecoveryDto {
  /** Only deliveries that failed for good from then on: ISO 8601, with the offset from UTC. */
  @IsDateTime()
  since: string;

  /** POSTs a second, from 1 to 1,000; 100 by default. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000)
  rate?: number | null;
}
