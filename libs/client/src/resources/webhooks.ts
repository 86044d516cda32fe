import type { AxiosInstance } from 'axios';
import { idempotent, type CreateOptions } from '../idempotency';
import type { Webhook, WebhookEventName, WebhookFormat, WebhookOrdering } from './webhook';
import type { WebhookHistory, WebhookHistoryPage } from './webhook-history';
import type { WebhookStatistics } from './webhook-statistics';

interface WebhookSettings {
  readonly url: string;
  /** Left out, the server subscribes the webhook to its default events. */
  readonly subscriptions?: readonly WebhookEventName[];
  /** `hoory` unless told. */
  readonly format?: WebhookFormat;
  /** From 1 to 30, for a whole exchange; 15 unless told. */
  readonly timeout_seconds?: number;
  /** `none` unless told. */
  readonly ordering?: WebhookOrdering;
}

export interface CreateWebhook extends WebhookSettings {
  readonly name?: string;
  readonly inbox_id?: number;
  /** From 1 to 1,000 POSTs a second; no limit unless told. */
  readonly rate_limit?: number;
  /** That every POST is to carry besides the system's: at most 20, from names to values. */
  readonly headers?: Readonly<Record<string, string>>;
  /** `whsec_` and base64 of 24 to 64 bytes; the server makes one unless told. */
  readonly secret?: string;
  /**
   * `beginning`, a time in ISO 8601 or a position of the log: it gets what has happened since, and
   * then what happens; `now` unless told.
   */
  readonly start_from?: string | number;
}

/** What is left out stays; null takes the name, the inbox, the limit or the headers away. */
export interface UpdateWebhook extends Partial<WebhookSettings> {
  readonly name?: string | null;
  readonly inbox_id?: number | null;
  readonly rate_limit?: number | null;
  /** Take the place of all there are. */
  readonly headers?: Readonly<Record<string, string>> | null;
}

export interface EnableWebhook {
  /** Whether what happened while it was disabled is to be delivered; it is unless told. */
  readonly deliver_missed?: boolean;
  /** From 1 to 1,000: at how many POSTs a second; 100 unless told. */
  readonly rate?: number;
}

export interface RotateSecret {
  /** `whsec_` and base64 of 24 to 64 bytes; the server makes one unless told. */
  readonly secret?: string;
  /** From 0 to 604,800 (7 days): how long the secrets of before sign as well; a day unless told. */
  readonly overlap_seconds?: number;
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

  /** Has it get nothing until it is enabled; what happens meanwhile is remembered. */
  async disable(id: number): Promise<Webhook> {
    const { data } = await this.http.post<WebhookReply>(`/webhooks/${id}/disable`);
    return data.payload.webhook;
  }

  async enable(id: number, options: EnableWebhook = {}): Promise<Webhook> {
    const { data } = await this.http.post<WebhookReply>(`/webhooks/${id}/enable`, options);
    return data.payload.webhook;
  }

  async rotateSecret(
    id: number,
    rotation: RotateSecret = {},
    options?: CreateOptions,
  ): Promise<Webhook> {
    const { data } = await this.http.post<WebhookReply>(
      `/webhooks/${id}/secret/rotate`,
      rotation,
      idempotent(options),
    );
    return data.payload.webhook;
  }

  /**
   * Has an example of an event sent, by default of the first it subscribes to.
   * @returns the `webhook-id` of its POST
   */
  async test(id: number, event?: WebhookEventName, options?: CreateOptions): Promise<string> {
    const { data } = await this.http.post<{ payload: { message_id: string } }>(
      `/webhooks/${id}/test`,
      event === undefined ? {} : { event },
      idempotent(options),
    );
    return data.payload.message_id;
  }

  async statistics(id: number): Promise<WebhookStatistics> {
    const { data } = await this.http.get<{ payload: WebhookStatistics }>(
      `/webhooks/${id}/statistics`,
    );
    return data.payload;
  }

  async history(id: number, page: WebhookHistoryPage = {}): Promise<WebhookHistory> {
    const { data } = await this.http.get<WebhookHistory>(`/webhooks/${id}/history`, {
      params: page,
    });
    return data;
  }
}
