import { Clock, EventStore, type StoredEvent } from '@app/event-store';
import type { WebhookEndpoint } from '@app/webhooks';
import { Injectable, Logger } from '@nestjs/common';
import { WebhookDecisions } from '../decisions/webhook-decisions';
import { FirstDelivery } from '../first-attempts/first-delivery';
import type { Verdict } from '../lanes/lane';
import { LaneOwnership } from '../ownership/lane-ownership';
import type { Attempt, ClaimedDelivery, Outcome } from '../queue/delivery-queue';
import { expiresAtMs } from '../retry/expiry';
import { RetrySchedule } from '../retry/retry-schedule';
import { Sender, type SignedSendResult } from '../sender/sender';
import { Bodies } from './bodies';
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

interface BegunPost {
  readonly sending: Promise<SignedSendResult>;
  readonly endpoint: WebhookEndpoint;
  readonly startedAtMs: number;
  /** Until when it is worth sending, in unix milliseconds. */
  readonly expiryMs: number;
}

/** Makes an attempt at each claimed delivery: render, sign, POST, and say what becomes of it. */
@Injectable()
export class Attempts {
  private readonly logger = new Logger(Attempts.name);
  private readonly bodies = new Bodies();

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
    const events = new Map(
      (await this.store.readPositions([...positions])).map((event) => [event.position, event]),
    );
    return claimed.map((delivery) =>
      this.attempt(delivery, events.get(delivery.eventPosition)!, endpoints),
    );
  }

  /** The same for those that are not in the queue yet. */
  startFirst(offered: readonly FirstDelivery[], endpoints: Endpoints): Promise<EndedAttempt>[] {
    return offered.map((delivery) =>
      this.endFirst(delivery, this.attempt(delivery, delivery.takeSource(), endpoints)),
    );
  }

  private async endFirst(
    delivery: FirstDelivery,
    attempt: Promise<EndedAttempt>,
  ): Promise<EndedAttempt> {
    const ended = await attempt;
    const { outcome } = ended;
    if (outcome && delivery.handOver(outcome)) return handedOver(ended);
    if (!outcome) delivery.isUnderWay = false;
    // It is a row by now, or will never be one.
    else if (!(await delivery.record())) return handedOver(ended);
    return ended;
  }

  /** Not async, so that neither event nor body is kept in memory while the POST is under way. */
  private attempt(
    delivery: ClaimedDelivery,
    event: StoredEvent,
    endpoints: Endpoints,
  ): Promise<EndedAttempt> {
    try {
      const begun = this.begin(delivery, event, endpoints);
      if (!('sending' in begun)) return Promise.resolve(begun);
      return this.end(delivery, begun).catch((error: unknown) => this.giveBack(delivery, error));
    } catch (error) {
      return Promise.resolve(this.giveBack(delivery, error));
    }
  }

  private begin(
    delivery: ClaimedDelivery,
    event: StoredEvent,
    endpoints: Endpoints,
  ): BegunPost | EndedAttempt {
    const startedAtMs = this.clock.nowMs();
    const endpoint = endpoints.get(delivery.webhookId);
    if (!endpoint) return unsent(delivery, 'cancelled', startedAtMs);
    const expiryMs = expiresAtMs(delivery.event, event.metadata.occurredAt);
    if (startedAtMs > expiryMs) return unsent(delivery, 'expired', startedAtMs);
    const body = this.bodies.of(event, delivery.format);
    // The last look before the POST: a process that was frozen until now must not send it.
    if (!this.ownership.maySend(delivery.webhookId)) return notBegun(delivery, startedAtMs);
    const sending = this.sender.send({
      identity: postIdentityOf(delivery, event, delivery.attempt, startedAtMs),
      url: endpoint.url,
      secrets: endpoint.secretsAt(startedAtMs),
      customHeaders: endpoint.customHeaders,
      body,
      timeoutMs: endpoint.timeoutSeconds * 1_000,
    });
    return { sending, endpoint, startedAtMs, expiryMs };
  }

  private async end(
    delivery: ClaimedDelivery,
    { sending, endpoint, startedAtMs, expiryMs }: BegunPost,
  ): Promise<EndedAttempt> {
    const result = await sending;
    const finishedAtMs = this.clock.nowMs();
    const judgement = judge(result, delivery, this.retries, expiryMs, finishedAtMs);
    const { resolution, failures, verdict } = judgement;
    const decided = judgement.gone || resolution.status === 'failed';
    // What the log is to say of a delivery, it says of one that is on record.
    if (decided && !(await isOnRecord(delivery))) return notBegun(delivery, startedAtMs);
    // Before the outcome is on record: a process killed in between decides it again.
    if (judgement.gone) await this.decisions.gone(delivery, endpoint);
    if (resolution.status === 'failed') {
      await this.decisions.exhausted(delivery, endpoint, result, failures);
    }
    const sent = toAttempt(startedAtMs, endpoint, result);
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

/** Written by others, or to be made again. */
function handedOver({
  delivery,
  verdict,
  gone,
  startedAtMs,
  finishedAtMs,
}: EndedAttempt): EndedAttempt {
  return { delivery, outcome: undefined, verdict, gone, startedAtMs, finishedAtMs };
}

/** Resolves once it is known: one that is attempted first becomes a row, unless that fails. */
async function isOnRecord(delivery: ClaimedDelivery): Promise<boolean> {
  return delivery instanceof FirstDelivery ? delivery.record() : true;
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
  result: SignedSendResult,
): Attempt {
  const { timings } = result;
  return {
    startedAtMs,
    url,
    signatures: result.signatures,
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
