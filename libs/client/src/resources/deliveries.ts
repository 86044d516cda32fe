import type { AxiosInstance } from 'axios';
import { NO_DETAILS } from '../connection';
import type { Delivery, DeliveryDetails, DeliveryStatus } from './delivery';
import type { WebhookEventName } from './webhook';

/** Only deliveries that are all of this. Times are ISO 8601, with the offset from UTC. */
export interface DeliveryFilter {
  readonly event?: WebhookEventName;
  readonly status?: DeliveryStatus;
  /** Created then or later. */
  readonly since?: string;
  /** Created before. */
  readonly until?: string;
  readonly conversation_id?: number;
}

export interface DeliveryPage extends DeliveryFilter {
  /** From 1 to 100 deliveries at most; 25 unless told. */
  readonly limit?: number;
  /** `meta.next_cursor` of the page before, with the same filter. */
  readonly cursor?: string;
}

export interface DeliveryList {
  /** Those of the newest events first. */
  readonly payload: readonly Delivery[];
  /**
   * `next_cursor` is null on the last page. A page reads 10,000 deliveries at most, so any other may
   * be short or empty.
   */
  readonly meta: { readonly next_cursor: string | null };
}

export interface ResentDelivery {
  readonly id: number;
  /** `waiting` for its turn in its conversation. */
  readonly status: 'pending' | 'waiting';
}

/** Of a webhook. For administrators only: others get a `HooryApiError` of status 401. */
export class Deliveries {
  constructor(private readonly http: AxiosInstance) {}

  async list(webhookId: number, page: DeliveryPage = {}): Promise<DeliveryList> {
    const { data } = await this.http.get<DeliveryList>(pathOf(webhookId), { params: page });
    return data;
  }

  /** Goes through all pages, from the newest event to the oldest. */
  async *each(webhookId: number, filter: DeliveryFilter = {}): AsyncGenerator<Delivery, void> {
    let cursor: string | null | undefined;
    do {
      const { payload, meta }: DeliveryList = await this.list(webhookId, {
        ...filter,
        limit: 100,
        ...(cursor && { cursor }),
      });
      yield* payload;
      cursor = meta.next_cursor;
    } while (cursor !== null);
  }

  async find(webhookId: number, id: number): Promise<DeliveryDetails> {
    const { data } = await this.http.get<{ payload: { delivery: DeliveryDetails } }>(
      `${pathOf(webhookId)}/${id}`,
    );
    return data.payload.delivery;
  }

  /** Has it made once more, under the same `webhook-id`; or at once, where it waits to be retried. */
  async resend(webhookId: number, id: number): Promise<ResentDelivery> {
    const { data } = await this.http.post<{ payload: { delivery: ResentDelivery } }>(
      `${pathOf(webhookId)}/${id}/resend`,
      NO_DETAILS,
    );
    return data.payload.delivery;
  }
}

function pathOf(webhookId: number): string {
  return `/webhooks/${webhookId}/deliveries`;
}
