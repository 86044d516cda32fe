import { Clock, EventStore, type StoredEvent } from '@app/event-store';
import { renderPayload } from '@app/payloads';
import { WebhookEndpoints, type WebhookEndpoint } from '@app/webhooks';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { type ClaimedDelivery, DeliveryQueue, type Outcome } from '../queue/delivery-queue';
import { RetrySchedule } from '../retry/retry-schedule';
import type { SendResult } from '../sender/send-result';
import { Sender } from '../sender/sender';
import { signHeaders } from '../sender/sign';
import { OutcomeRecorder } from './outcome-recorder';

/** How many POSTs are under way at once, each on a connection of its own: none waits for one. */
export const MAX_IN_FLIGHT = 128;
/** Fewer free places than this are not worth a claim of their own while others are under way. */
const MIN_CLAIM = 32;
/** For the whole exchange: connect, headers and body. */
const TIMEOUT_MS = 15_000;
/** What is claimed is sent at once, so that a claim stands for one POST and its bookkeeping. */
const LEASE_MS = 60_000;
/** How long a shutdown waits for POSTs under way; then they are cut, and made again later. */
const SHUTDOWN_GRACE_MS = 7_000;
/** A due delivery is found by the schedule's wake-ups anyway; this bounds the sleep of a timer. */
const MAX_SLEEP_MS = 60_000;

/**
 * Claims due deliveries and POSTs them.
 *
 * States of the loop: *pumping* while it claims and sends what is due; *full* while too many POSTs
 * are under way for a claim to be worth it, until enough of them have ended; *idle* once a claim
 * got less than it had room for, until `wake()` or the timer of the next due delivery; *stopped*
 * for good. `awake` says that something may be due, whether or not there is room for it.
 */
@Injectable()
export class Dispatcher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Dispatcher.name);
  private readonly outcomes: OutcomeRecorder;
  private readonly inFlight = new Set<Promise<void>>();
  private pumping: Promise<void> | undefined;
  private awake = false;
  private stopped = false;
  private nextDue: NodeJS.Timeout | undefined;

  constructor(
    private readonly queue: DeliveryQueue,
    private readonly store: EventStore,
    private readonly endpoints: WebhookEndpoints,
    private readonly sender: Sender,
    private readonly retries: RetrySchedule,
    private readonly clock: Clock,
  ) {
    this.outcomes = new OutcomeRecorder(queue);
  }

  async onApplicationBootstrap(): Promise<void> {
    const released = await this.queue.releaseClaims(this.clock.nowMs());
    if (released > 0) this.logger.log(`Took over ${released} deliveries that were cut off`);
    this.wake();
  }

  wake(): void {
    this.awake = true;
    if (this.stopped || this.pumping || !this.hasRoom()) return;
    this.pumping = this.pump().finally(() => {
      this.pumping = undefined;
      if (this.awake) this.wake();
    });
  }

  /** Claims nothing more, waits for what is under way and cuts what takes longer than the grace. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.nextDue);
    await this.pumping;
    const grace = setTimeout(() => this.sender.abortAll(), SHUTDOWN_GRACE_MS);
    await Promise.all(this.inFlight);
    clearTimeout(grace);
    await this.outcomes.flush();
    await this.sender.close();
  }

  private hasRoom(): boolean {
    return this.inFlight.size === 0 || MAX_IN_FLIGHT - this.inFlight.size >= MIN_CLAIM;
  }

  private async pump(): Promise<void> {
    try {
      while (this.awake && !this.stopped && this.hasRoom()) {
        const limit = MAX_IN_FLIGHT - this.inFlight.size;
        this.awake = false;
        const claimed = await this.queue.claim(limit, this.clock.nowMs(), LEASE_MS);
        // What did not fit is due as well: as soon as there is room, without another wake-up.
        if (claimed.length === limit) this.awake = true;
        if (claimed.length > 0) await this.sendAll(claimed);
      }
      if (!this.awake) await this.sleepUntilDue();
    } catch (error) {
      // What was claimed comes back when its lease ends, and the schedule wakes the loop again.
      this.logger.error(error);
    }
  }

  private async sleepUntilDue(): Promise<void> {
    const dueAtMs = await this.queue.nextDueAtMs();
    clearTimeout(this.nextDue);
    if (dueAtMs === undefined || this.stopped) return;
    const sleepMs = Math.min(Math.max(dueAtMs - this.clock.nowMs(), 1), MAX_SLEEP_MS);
    this.nextDue = setTimeout(() => this.wake(), sleepMs);
  }

  private async sendAll(claimed: readonly ClaimedDelivery[]): Promise<void> {
    const [events, endpoints] = await Promise.all([
      this.store.readPositions([...new Set(claimed.map(({ eventPosition }) => eventPosition))]),
      this.endpoints.find([...new Set(claimed.map(({ webhookId }) => webhookId))]),
    ]);
    const eventAt = new Map(events.map((event) => [event.position, event]));
    const bodies = new Map<string, string>();
    for (const delivery of claimed) {
      const event = eventAt.get(delivery.eventPosition)!;
      const key = `${delivery.format} ${event.position}`;
      const body = bodies.get(key) ?? renderPayload(delivery.format, event);
      bodies.set(key, body);
      const sending = this.send(delivery, event, body, endpoints.get(delivery.webhookId))
        .catch((error: unknown) => this.logger.error({ err: error, deliveryId: delivery.id }))
        .finally(() => {
          this.inFlight.delete(sending);
          if (this.awake) this.wake();
        });
      this.inFlight.add(sending);
    }
  }

  private async send(
    { id, attempt, format, webhookId, replayId }: ClaimedDelivery,
    event: StoredEvent,
    body: string,
    endpoint: WebhookEndpoint | undefined,
  ): Promise<void> {
    const startedAtMs = this.clock.nowMs();
    const claim = { deliveryId: id, attempt };
    if (!endpoint) {
      const resolution = { status: 'cancelled' } as const;
      this.outcomes.record({ ...claim, resolution, sent: null, finishedAtMs: startedAtMs });
      return;
    }
    const headers = signHeaders({
      format,
      deliveryId: deliveryId(event, webhookId),
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
    this.outcomes.record({
      ...claim,
      resolution: this.resolve(result, attempt, finishedAtMs),
      sent: { startedAtMs, durationMs, statusCode, errorClass, errorMessage, responseBody },
      finishedAtMs,
    });
  }

  private resolve(
    { ok, errorClass }: SendResult,
    attempt: number,
    nowMs: number,
  ): Outcome['resolution'] {
    if (ok) return { status: 'delivered' };
    // Not the endpoint's fault, so the next start tries at once.
    if (errorClass === 'aborted') return { status: 'pending', nextAttemptAtMs: nowMs };
    const nextAttemptAtMs = this.retries.nextAttemptAtMs(attempt, nowMs);
    if (nextAttemptAtMs === undefined) return { status: 'failed' };
    return { status: 'pending', nextAttemptAtMs };
  }
}

/** The `webhook-id`: one per event and webhook, so the same in every retry and every replay. */
function deliveryId({ id }: StoredEvent, webhookId: number): string {
  return `msg_${id}_${webhookId}`;
}
