import type { AxiosInstance } from 'axios';
import { idempotent, type CreateOptions } from '../idempotency';

export interface InboxSummary {
  readonly id: number;
  readonly name: string;
  readonly channel_type: 'Channel::Api' | 'Channel::WebWidget';
  /** API inboxes: where the events of the inbox go; "" where they go nowhere. */
  readonly webhook_url?: string;
  /** Widget inboxes: the page that the widget sits on. */
  readonly website_url?: string;
}

export interface Inbox extends InboxSummary {
  /** API inboxes: what `HooryContactClient` takes. */
  readonly inbox_identifier?: string;
  /** Widget inboxes: what the widget names its inbox by. */
  readonly website_token?: string;
  /** For administrators: the key of `identifier_hash`. */
  readonly hmac_token?: string;
  /** API inboxes, for administrators: signs every POST to `webhook_url`, as a webhook's secret. */
  readonly secret?: string;
}

export interface CreateInbox {
  readonly name: string;
  readonly channel:
    | { readonly type: 'api'; readonly webhook_url?: string }
    | { readonly type: 'web_widget'; readonly website_url: string };
}

/** What is left out stays; the kind of channel is for ever. */
export interface UpdateInbox {
  readonly name?: string;
  readonly channel?: { readonly webhook_url: string | null } | { readonly website_url: string };
}

/** Changes are for administrators only: others get a `HooryApiError` of status 401. */
export class Inboxes {
  constructor(private readonly http: AxiosInstance) {}

  async list(): Promise<Inbox[]> {
    const { data } = await this.http.get<{ payload: Inbox[] }>('/inboxes');
    return data.payload;
  }

  async find(id: number): Promise<Inbox> {
    const { data } = await this.http.get<Inbox>(`/inboxes/${id}`);
    return data;
  }

  async create(inbox: CreateInbox, options?: CreateOptions): Promise<Inbox> {
    const { data } = await this.http.post<Inbox>('/inboxes', inbox, idempotent(options));
    return data;
  }

  async update(id: number, changes: UpdateInbox): Promise<Inbox> {
    const { data } = await this.http.patch<Inbox>(`/inboxes/${id}`, changes);
    return data;
  }
}
