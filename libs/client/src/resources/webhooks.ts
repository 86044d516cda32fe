import type { AxiosInstance } from 'axios';
import { idempotent, type CreateOptions } from '../idempotency';

export type WebhookFormat = 'hoory' | 'chatwoot';

export type WebhookEventName =
  | 'message_created'
  | 'message_updated'
  | 'message_deleted'
  | 'conversation_created'
  | 'conversation_updated'
  | 'conversation_status_changed'
  | 'conversation_deleted'
  | 'conversation_typing_on'
  | 'conversation_typing_off'
  | 'contact_created'
  | 'contact_updated'
  | 'contact_deleted'
  | 'inbox_created'
  | 'inbox_updated'
  | 'webwidget_triggered'
  | 'webhook_disabled'
  | 'webhook_recovered'
  | 'delivery_exhausted';

export interface Webhook {
  readonly id: number;
  readonly name: string | null;
  readonly url: string;
  readonly account_id: number;
  readonly subscriptions: readonly WebhookEventName[];
  /** `whsec_` and base64: what `verifyWebhook` takes. */
  readonly secret: string;
  readonly format: WebhookFormat;
  /** The one inbox whose events it gets; absent where it gets those of all. */
  readonly inbox?: { readonly id: number; readonly name: string };
}

export interface CreateWebhook {
  readonly url: string;
  /** Left out, the server subscribes the webhook to its default events. */
  readonly subscriptions?: readonly WebhookEventName[];
  readonly name?: string;
  readonly inbox_id?: number;
  /** `hoory` unless told. */
  readonly format?: WebhookFormat;
}

/** What is left out stays; null takes the name or the inbox away. */
export interface UpdateWebhook extends Partial<Omit<CreateWebhook, 'name' | 'inbox_id'>> {
  readonly name?: string | null;
  readonly inbox_id?: number | null;
}

interface WebhookReply {
  readonly payload: { readonly webhook: Webhook };
}

interface WebhooksReply {
  readonly payload: { readonly webhooks: Webhook[] };
}

/** For administrators only: others get a `HooryApiError` of status 401. */
export class Webhooks {
  constructor(private readonly http: AxiosInstance) {}

  async list(): Promise<Webhook[]> {
    const { data } = await this.http.get<WebhooksReply>('/webhooks');
    return data.payload.webhooks;
  }

  async create(webhook: CreateWebhook, options?: CreateOptions): Promise<Webhook> {
    const { data } = await this.http.post<WebhookReply>('/webhooks', webhook, idempotent(options));
    return data.payload.webhook;
  }

  async update(id: number, changes: UpdateWebhook): Promise<Webhook> {
    const { data } = await this.http.patch<WebhookReply>(`/webhooks/${id}`, changes);
    return data.payload.webhook;
  }

  async delete(id: number): Promise<void> {
    await this.http.delete(`/webhooks/${id}`);
  }
}
