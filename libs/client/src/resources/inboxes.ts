import type { AxiosInstance } from 'axios';

export interface Inbox {
  readonly id: number;
  readonly name: string;
  readonly channel_type: 'Channel::Api' | 'Channel::WebWidget';
  /** API inboxes: where the events of the inbox go; "" where they go nowhere. */
  readonly webhook_url?: string;
  /** Widget inboxes: the page that the widget sits on. */
  readonly website_url?: string;
}

export interface CreateInbox {
  readonly name: string;
  readonly channel:
    | { readonly type: 'api'; readonly webhook_url?: string }
    | { readonly type: 'web_widget'; readonly website_url: string };
}

export class Inboxes {
  constructor(private readonly http: AxiosInstance) {}

  async create(inbox: CreateInbox): Promise<Inbox> {
    const { data } = await this.http.post<Inbox>('/inboxes', inbox);
    return data;
  }
}
