import type { Inbox } from '@app/conversation';
import type { Webhook } from '../domain/webhook';
import { ORDERINGS } from '../domain/webhook-settings';
import { ApiProperty } from '@nestjs/swagger';

export class WebhookInboxDto {
  id: number;
  name: string;
}

export class WebhookDto {
  id: number;
  name: string | null;
  url: string;
  account_id: number;
  subscriptions: string[];
  /** Signs every POST; `whsec_` and base64 of the key (Standard Webhooks). */
  secret: string;
  /** Until when the secret of before the last rotation signs as well, ISO 8601; null where none does. */
  previous_secret_valid_until: string | null;
  format: string;
  inbox?: WebhookInboxDto;
  /** For headers and body of the response together, once there is a connection. */
  timeout_seconds: number;
  /** POSTs a second; null for no limit. */
  rate_limit: number | null;
  /** `conversation`: the events of one conversation one after the other, in order. */
  @ApiProperty({ enum: ORDERINGS })
  ordering: string;
  /** Of the headers that every POST carries besides the system's; their values are not shown. */
  custom_header_names: string[];
  /** A disabled webhook gets nothing. */
  @ApiProperty({ enum: ['enabled', 'disabled'] })
  status: string;
  /** `owner`, `failures` (5 days of nothing else) or `gone` (a 410); null where it is enabled. */
  disabled_reason: string | null;
  /** ISO 8601; null where it is enabled. */
  disabled_at: string | null;
}

export class WebhookPayloadDto {
  webhook: WebhookDto;
}

export class WebhookEnvelopeDto {
  payload: WebhookPayloadDto;
}

export class WebhookListPayloadDto {
  webhooks: WebhookDto[];
}

export class WebhookListEnvelopeDto {
  payload: WebhookListPayloadDto;
}

/** A webhook as its command left it, or as the list has it. */
export type WebhookLike = Omit<Webhook, 'deleted' | 'customHeaders'> & {
  readonly customHeaders: { readonly names: readonly string[] } | null;
};

/**
 * @param secret opened
 * @param nowMs Unix milliseconds
 */
export function toWebhookDto(
  webhook: WebhookLike,
  secret: string,
  inbox: Pick<Inbox, 'id' | 'name'> | undefined,
  nowMs: number,
): WebhookDto {
  const { disabled } = webhook;
  return {
    id: webhook.id,
    name: webhook.name,
    url: webhook.url,
    account_id: webhook.accountId,
    subscriptions: [...webhook.subscriptions],
    secret,
    previous_secret_valid_until: previousSecretValidUntil(webhook, nowMs),
    format: webhook.format,
    ...(inbox && { inbox: { id: inbox.id, name: inbox.name } }),
    timeout_seconds: webhook.timeoutSeconds,
    rate_limit: webhook.rateLimit,
    ordering: webhook.ordering,
    custom_header_names: [...(webhook.customHeaders?.names ?? [])],
    status: disabled ? 'disabled' : 'enabled',
    disabled_reason: disabled?.reason ?? null,
    disabled_at: disabled?.at ?? null,
  };
}

/** No older secret outlives the one before the last rotation. */
function previousSecretValidUntil(
  { previousSecrets: [newest] }: WebhookLike,
  nowMs: number,
): string | null {
  return newest && Date.parse(newest.validUntil) > nowMs ? newest.validUntil : null;
}
