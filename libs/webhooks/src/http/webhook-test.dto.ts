import { EVENT_NAMES, type EventName } from '@app/payloads';
import { IsIn, IsOptional } from 'class-validator';

export class TestWebhookDto {
  /** The event to send an example of; the first the webhook subscribes to by default. */
  @IsOptional()
  @IsIn(EVENT_NAMES)
  event?: EventName | null;
}

export class RequestedTestDto {
  /** The `webhook-id` of its POST. */
  message_id: string;
}

export class RequestedTestEnvelopeDto {
  payload: RequestedTestDto;
}
