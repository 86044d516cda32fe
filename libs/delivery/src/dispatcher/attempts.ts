import { Clock, EventStore, type StoredEvent } from '@app/event-store';
import { renderPayload } from '@app/payloads';
import { WebhookEndpoints, type WebhookEndpoint } from '@app/webhooks';
import { Injectable, Logger } from '@nestjs/common';
import type { ClaimedDelivery, Outcome, Resolution } from '../queue/delivery-queue';
import { RetrySchedule } from '../retry/retry-schedule';
import type { SendResult } from '../sender/send-result';
import { Sender } from '../sender/sender';
import { signHeaders } from '../sender/sign';

/** For the whole exchange: connect, headers and body. */
const TIMEOUT_MS = 15_000;

/** What the deliveries of one claim share, looked up and rendered once. */
interface Batch {
  readonly events: ReadonlyMap<number, StoredEvent>;
  readonly endpoints: ReadonlyMap<number, WebhookEndpoint>;
  /** By format and position: the same bytes go to every webhook that wants them. */
  readonly bodies: Map<string, Buffer>;
}

/** Makes an attempt at each claimed delivery: render, sign, POST, and say what becomes of it. */
@Injectable()
export class Attempts {
  private readonly logger = new Logger(Attempts.name);

  constructor(
    private readonly store: EventStore,
    private readonly endpoints: WebhookEndpoints,
    private readonly sender: Sender,
    private readonly retries: RetrySchedule,
    private readonly clock: Clock,
  ) {}

  /** Resolves once all are under way, to a promise for each that never rejects. */
  async start(claimed: readonly ClaimedDelivery[]): Promise<Promise<Outcome>[]> {
    const positions = new Set(claimed.map(({ eventPosition }) => eventPosition));
    const webhookIds = new Set(claimed.map(({ webhookId }) => webhookId));
    const [events, endpoints] = await Promise.all([
      this.store.readPositions([...positions]),
      this.endpoints.find([...webhookIds]),
    ]);
    const batch = {
      events: new Map(events.map((event) => [event.position, event])),
      endpoints,
      bodies: new Map<string, Buffer>(),
    };
    return claimed.map((delivery) =>
      this.attempt(delivery, batch).catch((error: unknown) => this.giveBack(delivery, error)),
    );
  }

  private async attempt(delivery: ClaimedDelivery, batch: Batch): Promise<Outcome> {
    const { id, attempt, format, webhookId, replayId } = delivery;
    const startedAtMs = this.clock.nowMs();
    const endpoint = batch.endpoints.get(webhookId);
    if (!endpoint) {
      const resolution = { status: 'cancelled' } as const;
      return { deliveryId: id, attempt, resolution, sent: null, finishedAtMs: startedAtMs };
    }
    const event = batch.events.get(delivery.eventPosition)!;
    const body = bodyOf(event, delivery, batch);
    const headers = signHeaders({
      format,
      messageId: messageIdOf(event, webhookId),
      timestampSeconds: Math.floor(startedAtMs / 1_000),
      attempt,
      replayId: replayId === 0 ? undefined : String(replayId),
      secrets: endpoint.secrets,
      body,
    });
    const result = await this.sender.send({
      url: endpoint.url,
      headers,
      body,
      timeoutMs: TIMEOUT_MS,
    });
    const finishedAtMs = this.clock.nowMs();
    const { durationMs, statusCode, errorClass, errorMessage, responseBody } = result;
    return {
      deliveryId: id,
      attempt,
      resolution: this.resolve(result, attempt, finishedAtMs),
      sent: { startedAtMs, durationMs, statusCode, errorClass, errorMessage, responseBody },
      finishedAtMs,
    };
  }

  /** A fault of ours: one delivery that cannot be made must not hold up the others of its claim. */
  private giveBack({ id, attempt }: ClaimedDelivery, error: unknown): Outcome {
    this.logger.error({ err: error, deliveryId: id });
    const finishedAtMs = this.clock.nowMs();
    const resolution = this.retry(attempt, finishedAtMs);
    return { deliveryId: id, attempt, resolution, sent: null, finishedAtMs };
  }

  private resolve({ ok, errorClass }: SendResult, attempt: number, nowMs: number): Resolution {
    if (ok) return { status: 'delivered' };
    // Not the endpoint's fault, so the next start tries at once.
    if (errorClass === 'aborted') return { status: 'pending', nextAttemptAtMs: nowMs };
    return this.retry(attempt, nowMs);
  }

  private retry(attempt: number, failedAtMs: number): Resolution {
    const nextAttemptAtMs = this.retries.nextAttemptAtMs(attempt, failedAtMs);
    if (nextAttemptAtMs === undefined) return { status: 'failed' };
    return { status: 'pending', nextAttemptAtMs };
  }
}

function bodyOf(event: StoredEvent, { format }: ClaimedDelivery, { bodies }: Batch): Buffer {
  const key = `${format} ${event.position}`;
  const body = bodies.get(key) ?? Buffer.from(renderPayload(format, event));
  bodies.set(key, body);
  return body;
}

/** The `webhook-id`: one per event and webhook, so the same in every retry and every replay. */
function messageIdOf({ id }: StoredEvent, webhookId: number): string {
  return `msg_${id}_${webhookId}`;
}
