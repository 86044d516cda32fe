import type { Inbox } from '@app/conversation';
import type { WebhookSettings } from '../domain/webhook';

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
  format: string;
  inbox?: WebhookInboxDto;
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
export type WebhookLike = WebhookSettings & {
  readonly id: number;
  readonly accountId: number;
  readonly sealedSecret: string;
};

export function toWebhookDto(
  { id, name, url, accountId, subscriptions, format }: WebhookLike,
  secret: string,
  inbox: Pick<Inbox, 'id' | 'name'> | undefined,
): WebhookDto {
  return {
    id,
    name,
    url,
    account_id: accountId,
    subscriptions: [...subscriptions],
    secret,
    format,
    ...(inbox && { inbox: { id: inbox.id, name: inbox.name } }),
  };
}
