import { IsId } from '@app/http';
import { IsOptional, Max } from 'class-validator';

export class WebhookHistoryQueryDto {
  /** Only what was before this version of the webhook: `next_before` of the page before. */
  @IsOptional()
  @IsId()
  before?: number;

  /** Entries a page; 25 by default. */
  @IsOptional()
  @IsId()
  @Max(100)
  limit?: number;
}
