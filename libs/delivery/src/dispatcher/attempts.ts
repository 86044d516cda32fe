import { Clock, EventStore, type StoredEvent } from '@app/event-store';
import { renderPayload } from '@app/payloads';
import type { WebhookEndpoint } from '@app/webhooks';
import { Injectable, Logger } from '@nestjs/common';
import { WebhookDecisions } from '../decisions/webhook-decisions';
import type { Verdict } from '../lanes/lane';
import { LaneOwnership } from '../ownership/lane-ownership';
import type { Attempt, ClaimedDelivery, Outcome } from '../queue/delivery-queue';
import { expiresAtMs } from '../retry/expiry';
import { RetrySchedule } from '../retry/retry-schedule';
import type { SendResult } from '../sender/send-result';
import { Sender } from '../sender/sender';
import { type SignedHeaders, signHeaders } from '../sender/sign';
import { afterFailure, judge } from './judge';
import { postIdentityOf } from './post-identity';

export interface EndedAttempt {
  readonly delivery: ClaimedDelivery;
  /** undefined where it did not begin, for the webhook may be another process's by now. */
  readonly outcome: Outcome | undefined;
  readonly verdict: Verdict;
  /** The webhook was disabled for what its endpoint answered. */
  readonly gone: boolean;
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
}

export type Endpoints = ReadonlyMap<number, WebhookEndpoint>;

/** What the deliveries of one claim share, looked up and rendered once. */
interface Batch {
  readonly events: ReadonlyMap<number, StoredEvent>;
  readonly endpoints: Endpoints;
  /** By format and position: the same bytes go to every webhook that wants them. */
  readonly bodies: Map<string, Buffer>;
}

/** Makes an attempt at each claimed delivery: render, sign, POST, and say what becomes of it. */
@Injectable()
export class Attempts {
  private readonly logger = new Logger(Attempts.name);

  constructor(
    private readonly store: EventStore,
    private readonly sender: Sender,
    private readonly retries: RetrySchedule,
    private readonly decisions: WebhookDecisions,
    private readonly ownership: LaneOwnership,
    private readonly clock: Clock,
  ) {}

  /** Resolves once all are under way, to a promise for each that never rejects. */
  async start(
    claimed: readonly ClaimedDelivery[],
    endpoints: Endpoints,
  ): Promise<Promise<EndedAttempt>[]> {
    const positions = new Set(claimed.map(({ eventPosition }) => eventPosition));
    const events = await this.store.readPositions([...positions]);
    const batch = {
      events: new Map(events.map((event) => [event.position, event])),
      endpoints,
      bodies: new Map<string, Buffer>(),
    };
    return claimed.map((delivery) =>
      this.attempt(delivery, batch).catch((error: unknown) => this.giveBack(delivery, error)),
    );
  }

  private async attempt(delivery: ClaimedDelivery, batch: Batch): Promise<EndedAttempt> {
    const startedAtMs = this.clock.nowMs();
    const endpoint = batch.endpoints.get(delivery.webhookId);
    if (!endpoint) return unsent(delivery, 'cancelled', startedAtMs);
    const event = batch.events.get(delivery.eventPosition)!;
    const expiryMs = expiresAtMs(delivery.event, event.metadata.occurredAt);
    if (startedAtMs > expiryMs) return unsent(delivery, 'expired', startedAtMs);
    const body = bodyOf(event, delivery, batch);
    const signed = signHeaders({
      ...postIdentityOf(delivery, event, delivery.attempt, startedAtMs),
      secrets: endpoint.secretsAt(startedAtMs),
      customHeaders: endpoint.customHeaders,
      body,
    });
    // The last look before the POST: a process that was frozen until now must not send it.
    if (!this.ownership.maySend(delivery.webhookId)) return notBegun(delivery, startedAtMs);
    const result = await this.sender.send({
      url: endpoint.url,
      headers: signed.headers,
      body,
      timeoutMs: endpoint.timeoutSeconds * 1_000,
    });
    const finishedAtMs = this.clock.nowMs();
    const judgement = judge(result, delivery, this.retries, expiryMs, finishedAtMs);
    const { resolution, failures, verdict } = judgement;
    // Before the outcome is on record: a process killed in between decides it again.
    if (judgement.gone) await this.decisions.gone(delivery, endpoint);
    if (resolution.status === 'failed') {
      await this.decisions.exhausted(delivery, endpoint, result, failures);
    }
    const sent = toAttempt(startedAtMs, endpoint, signed, result);
    return {
      delivery,
      outcome: { delivery, resolution, failures, sent, finishedAtMs },
      verdict,
      gone: judgement.gone,
      startedAtMs,
      finishedAtMs,
    };
  }

  /** A fault of ours: one delivery that cannot be made must not hold up the others of its claim. */
  private giveBack(delivery: ClaimedDelivery, error: unknown): EndedAttempt {
    this.logger.error({ err: error, deliveryId: delivery.id });
    const finishedAtMs = this.clock.nowMs();
    const failures = delivery.failures + 1;
    const resolution = afterFailure(failures, this.retries, Infinity, finishedAtMs);
    return withoutPost(
      delivery,
      { delivery, resolution, failures, sent: null, finishedAtMs },
      finishedAtMs,
    );
  }
}

function unsent(
  delivery: ClaimedDelivery,
  status: 'cancelled' | 'expired',
  atMs: number,
): EndedAttempt {
  const { failures } = delivery;
  return withoutPost(
    delivery,
    { delivery, resolution: { status }, failures, sent: null, finishedAtMs: atMs },
    atMs,
  );
}

/** Whoever has taken it over has released its claim; else it comes back when that ends. */
function notBegun(delivery: ClaimedDelivery, atMs: number): EndedAttempt {
  return withoutPost(delivery, undefined, atMs);
}

function withoutPost(
  delivery: ClaimedDelivery,
  outcome: Outcome | undefined,
  atMs: number,
): EndedAttempt {
  return {
    delivery,
    outcome,
    verdict: 'neutral',
    gone: false,
    startedAtMs: atMs,
    finishedAtMs: atMs,
  };
}

function toAttempt(
  startedAtMs: number,
  { url, customHeaders }: WebhookEndpoint,
  { signatures }: SignedHeaders,
  result: SendResult,
): Attempt {
  const { timings } = result;
  return {
    startedAtMs,
    url,
    signatures,
    customHeaderNames: customHeaders.length === 0 ? null : customHeaders.map(([name]) => name),
    durationMs: result.durationMs,
    firstByteMs: timings.firstByteMs,
    dnsMs: timings.dnsMs,
    connectMs: timings.connectMs,
    tlsMs: timings.tlsMs,
    statusCode: result.statusCode,
    errorClass: result.errorClass,
    errorMessage: result.errorMessage,
    responseHeaders: result.responseHeaders,
    responseBody: result.responseBody,
  };
}

function bodyOf(event: StoredEvent, { format }: ClaimedDelivery, { bodies }: Batch): Buffer {
  const key = `${format} ${event.position}`;
  const body = bodies.get(key) ?? Buffer.from(renderPayload(format, event));
  bodies.set(key, body);
  return body;
}
