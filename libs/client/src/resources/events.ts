import type { AxiosInstance } from 'axios';
import { follow, type FollowOptions } from '../event-stream/follow';
import type { WebhookFormat } from './webhook';

/** Something that has happened in the account, as it is stored. Times are ISO 8601. */
export interface LoggedEvent {
  /** Its place in the log. */
  readonly position: number;
  readonly id: string;
  readonly type: string;
  /** Its category and an id, such as `conversation-1-42`. */
  readonly stream: string;
  /** Its place in its stream. */
  readonly version: number;
  readonly schema_version: number;
  readonly occurred_at: string;
  readonly recorded_at: string;
  /** Who caused it; null for the system. */
  readonly actor: { readonly type: 'user' | 'agent_bot' | 'contact'; readonly id: number } | null;
  readonly correlation_id: string;
  readonly causation_id: string | null;
  /** What is secret reads `[redacted]`. */
  readonly data: Readonly<Record<string, unknown>>;
}

export interface EventFilter {
  readonly type?: string;
  readonly stream?: string;
  /** Recorded then or later. */
  readonly since?: string;
  /** Recorded before. */
  readonly until?: string;
}

export interface EventListPage extends EventFilter {
  /** From 1 to 100 events at most; 25 unless told. */
  readonly limit?: number;
  /** `meta.next_cursor` of the page before, with the same filter. */
  readonly cursor?: string;
}

export interface EventList {
  /** Newest first. */
  readonly payload: readonly LoggedEvent[];
  /**
   * `next_cursor` is null on the last page. A page reads 10,000 events at most, so any other may be
   * short or empty.
   */
  readonly meta: { readonly next_cursor: string | null };
}

/** A webhook, or the callback of an inbox, as it was when an event happened. */
export interface WantingWebhook {
  /** Those of callbacks are of the same sequence. */
  readonly id: number;
  readonly url: string;
  readonly format: WebhookFormat;
  /** The inbox it was limited to; null for those of the whole account. */
  readonly inbox_id: number | null;
  /** Whether it was disabled then, and so did not get the event. */
  readonly disabled: boolean;
}

export interface FollowEvents extends FollowOptions {
  /** Begins behind this position of the log, 0 for all of it; with what happens from now on unless told. */
  readonly after?: number;
}

/** The log of the account. For administrators only: others get a `HooryApiError` of status 401. */
export class Events {
  constructor(private readonly http: AxiosInstance) {}

  async list(page: EventListPage = {}): Promise<EventList> {
    const { data } = await this.http.get<EventList>('/events', { params: page });
    return data;
  }

  /** All of them, page by page, newest first. */
  async *each(filter: EventFilter = {}): AsyncGenerator<LoggedEvent, void> {
    let cursor: string | null | undefined;
    do {
      const { payload, meta }: EventList = await this.list({
        ...filter,
        limit: 100,
        ...(cursor && { cursor }),
      });
      yield* payload;
      cursor = meta.next_cursor;
    } while (cursor !== null);
  }

  /** Which webhooks wanted the event at a position of the log when it happened. */
  async wanting(position: number): Promise<WantingWebhook[]> {
    const { data } = await this.http.get<{ payload: WantingWebhook[] }>(
      `/events/${position}/webhooks`,
    );
    return data.payload;
  }

  /**
   * What happens, when it happens, without end: each event once and in the order of the log, also over
   * restarts of the server and broken connections.
   */
  async *follow({ after, ...options }: FollowEvents = {}): AsyncGenerator<LoggedEvent, void> {
    const last = after === undefined ? undefined : String(after);
    for await (const { data } of follow(this.http, '/events/stream', options, last)) {
      yield JSON.parse(data) as LoggedEvent;
    }
  }
}
