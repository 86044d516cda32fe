import type { AxiosInstance } from 'axios';
import { NO_DETAILS } from '../connection';
import { idempotent, type CreateOptions } from '../idempotency';

/** Brings deliveries to a webhook that it did not get, at a rate. Times are ISO 8601. */
export interface Recovery {
  readonly id: number;
  /**
   * `missed`: what happened while the webhook was disabled; `history`: what happened before it was
   * made; `failed`: what was given up.
   */
  readonly kind: 'missed' | 'history' | 'failed';
  /** `paused` while the webhook is disabled; `completed` once all of it is in the queue. */
  readonly status: 'running' | 'paused' | 'completed' | 'cancelled';
  /** Of `failed`: only what was given up from then on. */
  readonly since: string | null;
  /** POSTs a second, at most; null for as fast as it goes. */
  readonly rate: number | null;
  /** Of `failed`: how many deliveries that was when it was asked for. */
  readonly total: number | null;
  /** What became of the deliveries that it has put into the queue. */
  readonly counts: {
    readonly delivered: number;
    /** Given up: also those that expired or were cancelled. */
    readonly failed: number;
    /** In the queue: not attempted yet, or to be retried. */
    readonly remaining: number;
  };
  /** How much of it is in the queue, from 0 to 1. */
  readonly progress: number;
  readonly created_at: string;
  /** null while it is running or paused. */
  readonly finished_at: string | null;
}

export interface CreateRecovery {
  /** Only deliveries that failed for good from then on: ISO 8601, with the offset from UTC. */
  readonly since: string;
  /** From 1 to 1,000 POSTs a second; 100 unless told. */
  readonly rate?: number;
}

interface RecoveryReply {
  readonly payload: { readonly recovery: Recovery };
}

/** Of a webhook. For administrators only: others get a `HooryApiError` of status 401. */
export class Recoveries {
  constructor(private readonly http: AxiosInstance) {}

  /** The last 100, newest first. */
  async list(webhookId: number): Promise<Recovery[]> {
    const { data } = await this.http.get<{ payload: Recovery[] }>(pathOf(webhookId));
    return data.payload;
  }

  /** Resends what failed for good since a time, in the order of the log. */
  async create(
    webhookId: number,
    recovery: CreateRecovery,
    options?: CreateOptions,
  ): Promise<Recovery> {
    const { data } = await this.http.post<RecoveryReply>(
      pathOf(webhookId),
      recovery,
      idempotent(options),
    );
    return data.payload.recovery;
  }

  async find(webhookId: number, id: number): Promise<Recovery> {
    const { data } = await this.http.get<RecoveryReply>(`${pathOf(webhookId)}/${id}`);
    return data.payload.recovery;
  }

  /** Brings nothing more; what is in the queue is delivered all the same. */
  async cancel(webhookId: number, id: number): Promise<Recovery> {
    const { data } = await this.http.post<RecoveryReply>(
      `${pathOf(webhookId)}/${id}/cancel`,
      NO_DETAILS,
    );
    return data.payload.recovery;
  }
}

function pathOf(webhookId: number): string {
  return `/webhooks/${webhookId}/recoveries`;
}
