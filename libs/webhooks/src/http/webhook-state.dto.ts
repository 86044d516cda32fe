import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { MAX_RATE_LIMIT } from '../domain/webhook-settings';

export class EnableWebhookDto {
  /** Whether what happened while the webhook was disabled is to be delivered; true by default. */
  @IsOptional()
  @IsBoolean()
  deliver_missed?: boolean | null;

  /** At how many POSTs a second that is to be delivered; 100 by default. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_RATE_LIMIT)
  rate?: number | null;
}
