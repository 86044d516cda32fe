import type { AxiosInstance } from 'axios';
import type { WebhookEventName, WebhookFormat } from './webhook';

/** What a webhook is sent of one event in one format. */
export interface EventTypeFormat {
  /** A JSON Schema that every body of the event satisfies. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** A whole body. */
  readonly example: Readonly<Record<string, unknown>>;
}

export interface EventType {
  readonly name: WebhookEventName;
  /** As the settings pages call it. */
  readonly label: string;
  readonly description: string;
  readonly formats: Readonly<Record<WebhookFormat, EventTypeFormat>>;
}

export class EventTypes {
  constructor(private readonly http: AxiosInstance) {}

  /** All events that a webhook can subscribe to. */
  async list(): Promise<EventType[]> {
    const { data } = await this.http.get<EventType[]>('/event_types');
    return data;
  }
}
