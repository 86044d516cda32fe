import { Clock, EventStore, type StoredEvent } from '@app/event-store';
import { renderPayload } from '@app/payloads';
import { WebhookEndpoints, type WebhookEndpoint } from '@app/webhooks';
import { Injectable, Logger } from '@nestjs/common';
import type { ClaimedDelivery, Outcome } from '../queue/delivery-queue';
import { expiresAtMs } from '../retry/expiry';
import { RetrySchedule } from '../retry/retry-schedule';
import type { SendResult } from '../sender/send-result';
import { Sender } from '../sender/sender';
import { signHeaders } from '../sender/sign';

/** For the whole exchange: connect, headers and body. */
const TIMEOUT_MS = 15_000;

type Verdict = Pick<Outcome, 'resolution' | 'failures'>;

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
    const { id, attempt, failures, format, webhookId, replayId } = delivery;
    const startedAtMs = this.clock.nowMs();
    const endpoint = batch.endpoints.get(webhookId);
    if (!endpoint) return unsent(delivery, 'cancelled', startedAtMs);
    const event = batch.events.get(delivery.eventPosition)!;
    const expiryMs = expiresAtMs(delivery.event, event.metadata.occurredAt);
    if (startedAtMs > expiryMs) return unsent(delivery, 'expired', startedAtMs);
    const body = bodyOf(event, delivery, batch);
    const { headers } = signHeaders({
      format,
      messageId: messageIdOf(event, webhookId),
      timestampSeconds: Math.floor(startedAtMs / 1_000),
      attempt,
      replayId: replayId === 0 ? undefined : String(replayId),
      test: false,
      secrets: endpoint.secrets,
      customHeaders: [],
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
      ...this.judge(result, failures, finishedAtMs, expiryMs),
      sent: { startedAtMs, durationMs, statusCode, errorClass, errorMessage, responseBody },
      finishedAtMs,
    };
  }

  /** A fault of ours: one delivery that cannot be made must not hold up the others of its claim. */
  private giveBack({ id, attempt, failures }: ClaimedDelivery, error: unknown): Outcome {
    this.logger.error({ err: error, deliveryId: id });
    const finishedAtMs = this.clock.nowMs();
    const verdict = this.fail(failures + 1, finishedAtMs);
    return { deliveryId: id, attempt, ...verdict, sent: null, finishedAtMs };
  }

  private judge(
    { ok, errorClass }: SendResult,
    failures: number,
    nowMs: number,
    expiryMs: number,
  ): Verdict {
    if (ok) return { resolution: { status: 'delivered' }, failures };
    // Not the endpoint's fault: the next start tries at once, and the schedule is not used up.
    if (errorClass === 'aborted') {
      return { resolution: { status: 'pending', nextAttemptAtMs: nowMs }, failures };
    }
    return this.fail(failures + 1, nowMs, expiryMs);
  }

  private fail(failures: number, nowMs: number, expiryMs = Infinity): Verdict {
    const nextAttemptAtMs = this.retries.nextAttemptAtMs(failures, nowMs);
    if (nextAttemptAtMs === undefined || nextAttemptAtMs > expiryMs) {
      return { resolution: { status: 'failed' }, failures };
    }
    return { resolution: { status: 'pending', nextAttemptAtMs }, failures };
  }
}

function unsent(
  { id, attempt, failures }: ClaimedDelivery,
  status: 'cancelled' | 'expired',
  finishedAtMs: number,
): Outcome {
  return { deliveryId: id, attempt, resolution: { status }, failures, sent: null, finishedAtMs };
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
