import { FORMATS } from '@app/payloads';
import type { Subscription } from '@app/webhooks';
import { ApiProperty } from '@nestjs/swagger';

export class WantingWebhookDto {
  /** Of a webhook, or of the callback of an inbox, which has an id of the same sequence. */
  id: number;
  /** As it was then. */
  url: string;
  @ApiProperty({ enum: FORMATS })
  format: string;
  /** The inbox it was limited to; null for those of the whole account. */
  inbox_id: number | null;
  /** Whether it was disabled then, and so did not get the event. */
  disabled: boolean;
}

export class WantingWebhooksDto {
  payload: WantingWebhookDto[];
}

export function toWantingWebhookDto({
  webhookId,
  url,
  format,
  inboxId,
  disabled,
}: Subscription): WantingWebhookDto {
  return { id: webhookId, url, format, inbox_id: inboxId, disabled };
}
