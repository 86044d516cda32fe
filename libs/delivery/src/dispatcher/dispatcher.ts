import { Clock, Signals } from '@app/event-store';
import { WebhookEndpoints } from '@app/webhooks';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { FirstAttempts, type Place } from '../first-attempts/first-attempts';
import type { FirstDelivery } from '../first-attempts/first-delivery';
import { WebhookHealth } from '../health/webhook-health';
import type { Lane } from '../lanes/lane';
import { type Grant, Lanes } from '../lanes/lanes';
import { type LaneKeeper, LaneOwnership } from '../ownership/lane-ownership';
import { DeliveryQueue, LEASE_MS, type LaneClaim, type Outcome } from '../queue/delivery-queue';
import { shardOf } from '../queue/shards';
import { Sender } from '../sender/sender';
import { type Awakened, DUE, HEALTH } from '../signals/delivery-signals';
import { Attempts, type EndedAttempt, type Endpoints } from './attempts';
import { OutcomeRecorder } from './outcome-recorder';

/** How many POSTs are under way at once, each on a connection of its own: none waits for one. */
export const MAX_IN_FLIGHT = 1024;
/** More at once would keep the event loop from everybody else for too long. */
const MAX_CLAIM = 128;
/** So many ended POSTs are worth a claim of their own … */
const CLAIM_AFTER_ENDED = 64;
/** … and after so long a claim is made anyway: what hangs must not hold back what is due. */
const CLAIM_AFTER_MS = 5;
/** How long a shutdown waits for POSTs under way; then they are cut, and made again later. */
const SHUTDOWN_GRACE_MS = 7_000;
/** Whatever a wake-up missed is found by looking into the queue … */
const RESCAN_AFTER_MS = 10_000;
/** … sooner where wake-ups come from other processes, and may not arrive. */
const RESCAN_UNTOLD_AFTER_MS = 1_500;
/** After a claim that failed. */
const PAUSE_AFTER_ERROR_MS = 1_000;

/** Those of which it is not settled what they come to, each with how many attempts have begun by it. */
type OpenGrants = Map<Grant, number>;

/**
 * Claims due deliveries of the webhooks that this process owns, lane by lane in fair turns, and POSTs
 * them.
 *
 * Claims are made one at a time, and not for each place that becomes free: a claim costs about as
 * much for one delivery as for thirty.
 */
@Injectable()
export class Dispatcher
  extends FirstAttempts
  implements LaneKeeper, OnApplicationBootstrap, BeforeApplicationShutdown
{
  private readonly logger = new Logger(Dispatcher.name);
  private readonly lanes = new Lanes((webhookId) => ({
    isDown: this.health.isDown(webhookId),
    lastPostAtMs: this.takenOverAtMs.get(shardOf(webhookId)) ?? 0,
  }));
  /** By shard, in unix milliseconds. */
  private readonly takenOverAtMs = new Map<number, number>();
  private readonly outcomes: OutcomeRecorder;
  private inFlight = 0;
  /** Those who wait for something to end. */
  private waiting: (() => void)[] = [];
  private stopListening: (() => void)[] = [];
  private claiming: Promise<void> | undefined;
  private endedSinceClaim = 0;
  private lastClaimAtMs = 0;
  private scannedAtMs = 0;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;
  private timerAtMs = Infinity;

  constructor(
    private readonly queue: DeliveryQueue,
    private readonly endpoints: WebhookEndpoints,
    private readonly attempts: Attempts,
    private readonly health: WebhookHealth,
    private readonly sender: Sender,
    private readonly ownership: LaneOwnership,
    private readonly signals: Signals,
    private readonly clock: Clock,
  ) {
    super();
    this.outcomes = new OutcomeRecorder(queue, (outcomes) => this.recorded(outcomes));
  }

  async onApplicationBootstrap(): Promise<void> {
    // Attempts that cannot begin would look as if their endpoints hung.
    await this.sender.ready();
    this.stopListening = [
      this.signals.listen(DUE, (webhooks) => {
        if (webhooks) this.wake(webhooks);
        else this.begin().catch((error: unknown) => this.logger.error(error));
      }),
      this.signals.listen(HEALTH, (changes) => {
        if (changes) for (const change of changes) this.health.changed(change);
        else this.health.reload();
      }),
    ];
    await this.ownership.start(this);
  }

  async prepare(shards?: readonly number[]): Promise<void> {
    const nowMs = this.clock.nowMs();
    for (const shard of shards ?? []) this.takenOverAtMs.set(shard, nowMs);
    const released = await this.queue.releaseClaims(nowMs, shards);
    if (released > 0)
      this.logger.log(`Deliveries that were cut off and are taken over: ${released}`);
    await this.health.load(shards);
  }

  begin(): Promise<void> {
    return this.scan();
  }

  async drained(shard: number): Promise<void> {
    const ofShard = (webhookId: number): boolean => shardOf(webhookId) === shard;
    await this.until(() => !this.lanes.isBusy(ofShard));
    await this.outcomes.flush();
  }

  drop(shards: readonly number[]): void {
    this.lanes.drop((webhookId) => shards.includes(shardOf(webhookId)));
    this.health.forget(shards);
    this.tellWaiting();
  }

  accepts(webhookId: number, accountId: number): Place {
    if (this.stopped || !this.ownership.owns(webhookId)) return 'elsewhere';
    return this.lanes.takesOffers(webhookId, accountId, this.clock.nowMs()) ? 'here' : 'later';
  }

  offer(delivery: FirstDelivery): void {
    this.lanes.offer(delivery, this.clock.nowMs());
  }

  withdraw(delivery: FirstDelivery): void {
    this.lanes.withdraw(delivery, this.clock.nowMs());
  }

  isMoving(webhookId: number): boolean {
    return this.lanes.isMoving(webhookId, this.clock.nowMs());
  }

  /** Takes up what is due of these webhooks, by their settings of now. */
  wake(awakened: Iterable<Awakened>): void {
    const nowMs = this.clock.nowMs();
    for (const { webhookId, accountId } of awakened) {
      this.mayBeDue(webhookId, accountId, nowMs, nowMs);
    }
    this.proceed();
  }

  /** Looks for what no wake-up told of, unless it has done so in the last seconds. */
  async poll(): Promise<void> {
    // What was claimed before would be released by the start.
    if (this.stopListening.length === 0) return;
    this.proceed();
    const rescanAfterMs = this.signals.reliable ? RESCAN_AFTER_MS : RESCAN_UNTOLD_AFTER_MS;
    if (performance.now() - this.scannedAtMs >= rescanAfterMs) await this.scan();
  }

  /** Claims nothing more, waits for what is under way and cuts what takes longer than the grace. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    for (const stop of this.stopListening) stop();
    await this.claiming;
    const grace = setTimeout(() => this.sender.abortAll(), SHUTDOWN_GRACE_MS);
    // What is done with goes to other processes, while the last POSTs are still under way.
    const givenUp = this.ownership.stop();
    await this.until(() => this.inFlight === 0);
    clearTimeout(grace);
    await this.outcomes.flush();
    await givenUp;
    await this.sender.close();
  }

  private async scan(): Promise<void> {
    this.scannedAtMs = performance.now();
    const waiting = await this.queue.waitingLanes(this.ownership.shards);
    const nowMs = this.clock.nowMs();
    this.lanes.sweep(nowMs);
    for (const { webhookId, accountId, dueAtMs } of waiting) {
      this.mayBeDue(webhookId, accountId, dueAtMs, nowMs);
    }
    this.proceed();
  }

  private mayBeDue(webhookId: number, accountId: number, atMs: number, nowMs: number): void {
    if (this.ownership.owns(webhookId)) this.lanes.mayBeDue(webhookId, accountId, atMs, nowMs);
  }

  /** Resolves once the condition holds, which is looked at whenever something has ended. */
  private async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private tellWaiting(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  /** Claims now, or sees to it that it is done in time. */
  proceed(): void {
    if (this.stopped || this.claiming) return;
    const waitMs = this.untilClaimMs();
    if (waitMs === 0) {
      this.claiming = this.claim().finally(() => {
        this.claiming = undefined;
        this.tellWaiting();
        this.proceed();
      });
    } else if (waitMs < Infinity) {
      this.sleep(waitMs);
    }
  }

  private untilClaimMs(): number {
    if (this.inFlight >= MAX_IN_FLIGHT) return Infinity;
    const opensInMs = this.lanes.opensAtMs - this.clock.nowMs();
    if (!this.lanes.anyReady && opensInMs > 0) return opensInMs;
    if (this.inFlight === 0 || this.endedSinceClaim >= CLAIM_AFTER_ENDED) return 0;
    return Math.max(0, this.lastClaimAtMs + CLAIM_AFTER_MS - performance.now());
  }

  private sleep(waitMs: number): void {
    // A timer of today finds out that it is for later; it must not be longer than Node's allow.
    const delayMs = Math.ceil(Math.min(waitMs, RESCAN_AFTER_MS));
    const atMs = performance.now() + delayMs;
    if (atMs >= this.timerAtMs) return;
    clearTimeout(this.timer);
    this.timerAtMs = atMs;
    this.timer = setTimeout(() => {
      this.timerAtMs = Infinity;
      this.proceed();
    }, delayMs);
  }

  private async claim(): Promise<void> {
    const places = Math.min(MAX_IN_FLIGHT - this.inFlight, MAX_CLAIM);
    const grants = this.lanes.take(places, this.clock.nowMs());
    this.endedSinceClaim = 0;
    this.lastClaimAtMs = performance.now();
    if (grants.length === 0) return;
    const open: OpenGrants = new Map(grants.map((grant) => [grant, 0]));
    try {
      const endpoints = await this.endpoints.find(grants.map(({ lane }) => lane.webhookId));
      const claims = this.takeOffered(open, endpoints);
      if (claims.length > 0) await this.claimDue(open, claims, endpoints);
    } catch (error) {
      // What was claimed comes back when its lease ends, and the rest is tried again soon.
      this.logger.error(error);
      const nowMs = this.clock.nowMs();
      for (const [grant, begun] of open) {
        this.lanes.claimed(grant, begun, nowMs + PAUSE_AFTER_ERROR_MS, nowMs);
      }
    }
  }

  /** @returns what is to be claimed of the queue in place of what was not offered */
  private takeOffered(open: OpenGrants, endpoints: Endpoints): LaneClaim[] {
    const nowMs = this.clock.nowMs();
    const claims: LaneClaim[] = [];
    for (const grant of open.keys()) {
      const { lane, dueAtMs } = grant;
      const { webhookId } = lane;
      if (!this.ownership.owns(webhookId) || !this.ownership.maySend(webhookId)) {
        // About to be given up, or the lease could not be renewed in time.
        open.delete(grant);
        this.lanes.claimed(grant, 0, nowMs + PAUSE_AFTER_ERROR_MS, nowMs);
        continue;
      }
      const limit = this.permitted(grant, endpoints, nowMs);
      const offered = lane.takeOffered(limit);
      for (const attempt of this.attempts.startFirst(offered, endpoints)) {
        this.follow(lane, attempt);
      }
      open.set(grant, offered.length);
      if (limit > offered.length && dueAtMs <= nowMs) {
        claims.push({ webhookId, limit: limit - offered.length });
      } else {
        open.delete(grant);
        this.lanes.claimed(grant, offered.length, dueAtMs, nowMs);
      }
    }
    return claims;
  }

  private async claimDue(
    open: OpenGrants,
    claims: readonly LaneClaim[],
    endpoints: Endpoints,
  ): Promise<void> {
    const nowMs = this.clock.nowMs();
    this.outcomes.write();
    const lanes = await this.queue.claim(claims, nowMs, LEASE_MS);
    const deliveries = lanes.flatMap((lane) => lane.deliveries);
    const attempts = await this.attempts.start(deliveries, endpoints);
    const byWebhook = new Map([...open.keys()].map((grant) => [grant.lane.webhookId, grant]));
    for (const { webhookId, deliveries: ofLane, nextDueAtMs = Infinity } of lanes) {
      const grant = byWebhook.get(webhookId)!;
      this.lanes.claimed(grant, open.get(grant)! + ofLane.length, nextDueAtMs, nowMs);
      open.delete(grant);
    }
    for (const [index, { webhookId }] of deliveries.entries()) {
      this.follow(byWebhook.get(webhookId)!.lane, attempts[index]!);
    }
  }

  private follow(lane: Lane, attempt: Promise<EndedAttempt>): void {
    this.inFlight += 1;
    void attempt.then((ended) => this.ended(lane, ended));
  }

  /** A webhook that is gone has no settings; its deliveries are claimed to be cancelled. */
  private permitted(grant: Grant, endpoints: Endpoints, nowMs: number): number {
    const endpoint = endpoints.get(grant.lane.webhookId);
    if (endpoint) return this.lanes.permit(grant, endpoint, nowMs);
    grant.lane.forgive();
    return grant.limit;
  }

  private ended(lane: Lane, ended: EndedAttempt): void {
    // Of a webhook that is another process's by now, it is not for this one to say how it is.
    if (this.lanes.has(lane)) this.learn(lane, ended);
    if (ended.outcome) this.outcomes.record(ended.outcome);
    this.inFlight -= 1;
    this.endedSinceClaim += 1;
    this.tellWaiting();
    this.proceed();
  }

  private learn(lane: Lane, ended: EndedAttempt): void {
    const { delivery, verdict, gone, startedAtMs, finishedAtMs } = ended;
    this.lanes.ended(lane, verdict, startedAtMs, finishedAtMs);
    if (verdict === 'success') this.health.succeeded(delivery, finishedAtMs);
    else if (verdict === 'failure') {
      this.health.failed(delivery, { circuitIsOpen: lane.circuitIsOpen, gone }, finishedAtMs);
    }
  }

  /** From now on a claim finds what is to be attempted again, and what has its turn next. */
  recorded(outcomes: readonly Outcome[]): void {
    const nowMs = this.clock.nowMs();
    for (const { delivery, resolution } of outcomes) {
      const { webhookId, accountId, ordered } = delivery;
      if (resolution.status === 'pending') {
        this.mayBeDue(webhookId, accountId, resolution.nextAttemptAtMs, nowMs);
      } else if (ordered) {
        this.mayBeDue(webhookId, accountId, nowMs, nowMs);
      }
    }
    this.proceed();
  }
}
