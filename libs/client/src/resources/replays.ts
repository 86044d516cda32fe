import type { AxiosInstance } from 'axios';
import { NO_DETAILS } from '../connection';
import { follow, type FollowOptions } from '../event-stream/follow';
import { idempotent, type CreateOptions } from '../idempotency';
import type { WebhookEventName } from './webhook';

/** History, delivered to a webhook once more. Times are ISO 8601. */
export interface Replay {
  /** The `webhook-replay` of its POSTs. */
  readonly id: number;
  readonly webhook_id: number;
  /**
   * `paused` by its owner or while the webhook is disabled; `completed` when all of it is delivered,
   * `failed` when it is through and some of it was given up.
   */
  readonly state: 'running' | 'paused' | 'completed' | 'cancelled' | 'failed';
  /** The first position of the log that it takes, and the first behind it that it does not. */
  readonly from_position: number;
  readonly to_position: number;
  /** null for those that the webhook wanted at the time. */
  readonly events: readonly WebhookEventName[] | null;
  readonly conversation_id: number | null;
  readonly which: 'all' | 'missing' | 'failed';
  /** POSTs a second; null for as fast as the webhook takes them. */
  readonly rate: number | null;
  readonly counts: {
    /** Put into the queue so far. */
    readonly matched: number;
    readonly delivered: number;
    readonly failed: number;
    /** In the queue: not attempted yet, or to be retried. */
    readonly remaining: number;
  };
  /** How much of the range is in the queue, from 0 to 1. */
  readonly progress: number;
  readonly estimated_end_at: string | null;
  readonly created_at: string;
  readonly finished_at: string | null;
}

export interface ReplayRange {
  /** `beginning`, a time in ISO 8601 or a position of the log. */
  readonly from: string | number;
  /** Not itself part of it; `now` unless told. */
  readonly to?: string | number;
  /** Unless told those that the webhook wanted at the time. */
  readonly events?: readonly WebhookEventName[];
  readonly conversation_id?: number;
  /** `missing`: of what no delivery has succeeded; `failed`: of what was given up; `all` unless told. */
  readonly which?: Replay['which'];
}

export interface StartReplay extends ReplayRange {
  /** From 1 to 10,000 POSTs a second; as fast as the webhook takes them unless told. */
  readonly rate?: number;
}

export interface ReplayPreview {
  readonly from_position: number;
  readonly to_position: number;
  /** How many POSTs it would make. */
  readonly matched: number;
  /** Of the first ten, byte for byte. */
  readonly bodies: readonly string[];
}

interface ReplayReply {
  readonly payload: { readonly replay: Replay };
}

const ENDED: ReadonlySet<Replay['state']> = new Set(['completed', 'cancelled', 'failed']);

/** Of a webhook. For administrators only: others get a `HooryApiError` of status 401. */
export class Replays {
  constructor(private readonly http: AxiosInstance) {}

  /** The last 100, newest first. */
  async list(webhookId: number): Promise<Replay[]> {
    const { data } = await this.http.get<{ payload: Replay[] }>(pathOf(webhookId));
    return data.payload;
  }

  async start(webhookId: number, replay: StartReplay, options?: CreateOptions): Promise<Replay> {
    const { data } = await this.http.post<ReplayReply>(
      pathOf(webhookId),
      replay,
      idempotent(options),
    );
    return data.payload.replay;
  }

  /** What a replay would send; nothing is sent. */
  async preview(webhookId: number, range: ReplayRange): Promise<ReplayPreview> {
    const { data } = await this.http.post<{ payload: { dry_run: ReplayPreview } }>(
      pathOf(webhookId),
      { ...range, dry_run: true },
    );
    return data.payload.dry_run;
  }

  async find(webhookId: number, id: number): Promise<Replay> {
    const { data } = await this.http.get<ReplayReply>(`${pathOf(webhookId)}/${id}`);
    return data.payload.replay;
  }

  /** How far it is, each second, until it has ended: the last one says how. */
  async *follow(
    webhookId: number,
    id: number,
    options: FollowOptions = {},
  ): AsyncGenerator<Replay, void> {
    const path = `${pathOf(webhookId)}/${id}/events`;
    for await (const { event, data } of follow(this.http, path, options)) {
      // The other is an error: why is told by the answer to coming back.
      if (event !== 'progress') continue;
      const replay = JSON.parse(data) as Replay;
      yield replay;
      if (ENDED.has(replay.state)) return;
    }
  }

  /** @param rate POSTs a second from now on; null for as fast as the webhook takes them */
  async changeRate(webhookId: number, id: number, rate: number | null): Promise<Replay> {
    const { data } = await this.http.patch<ReplayReply>(`${pathOf(webhookId)}/${id}`, { rate });
    return data.payload.replay;
  }

  /** Sends nothing more of it but what is being attempted. */
  pause(webhookId: number, id: number): Promise<Replay> {
    return this.act(webhookId, id, 'pause');
  }

  resume(webhookId: number, id: number): Promise<Replay> {
    return this.act(webhookId, id, 'resume');
  }

  /** Sends nothing more of it but what has been attempted, and is still to be retried. */
  cancel(webhookId: number, id: number): Promise<Replay> {
    return this.act(webhookId, id, 'cancel');
  }

  private async act(
    webhookId: number,
    id: number,
    action: 'pause' | 'resume' | 'cancel',
  ): Promise<Replay> {
    const { data } = await this.http.post<ReplayReply>(
      `${pathOf(webhookId)}/${id}/${action}`,
      NO_DETAILS,
    );
    return data.payload.replay;
  }
}

function pathOf(webhookId: number): string {
  return `/webhooks/${webhookId}/replays`;
}
