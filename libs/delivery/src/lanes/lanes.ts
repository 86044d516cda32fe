import type { FirstDelivery } from '../first-attempts/first-delivery';
import { Lane, type LanePast, type LaneSettings, type Verdict } from './lane';

/** How many deliveries of a webhook are to be claimed. */
export interface Grant {
  readonly lane: Lane;
  limit: number;
  /** When something of the lane was due in the queue, in unix milliseconds. */
  readonly dueAtMs: number;
}

/**
 * The lanes of all webhooks for which something waits, or of which something is to be remembered, and
 * whose turn it is: accounts take turns, and within an account its webhooks, one delivery each turn, so
 * that neither many webhooks nor many deliveries are an advantage over others.
 *
 * A lane is *ready* while some of it may go now, *sleeping* while it takes time alone, and *out*
 * while it takes something else: the end of an attempt, new deliveries, other settings.
 */
export class Lanes {
  private readonly byWebhook = new Map<number, Lane>();
  /** By account; both the accounts and the lanes of each in the order of their turns. */
  private readonly ready = new Map<number, Set<Lane>>();
  private readonly sleeping = new Set<Lane>();
  /** No sleeping lane opens before it. */
  private earliestMs = Infinity;

  /** @param pastOf what is known of a webhook when its lane is made */
  constructor(
    private readonly pastOf: (webhookId: number) => LanePast | undefined = () => undefined,
  ) {}

  get anyReady(): boolean {
    return this.ready.size > 0;
  }

  /** When the first of the sleeping lanes may open, in unix milliseconds; Infinity without one. */
  get opensAtMs(): number {
    return this.earliestMs;
  }

  /** Something of this webhook is, or will be, due; or its settings have changed. */
  mayBeDue(webhookId: number, accountId: number, atMs: number, nowMs: number): void {
    const lane = this.of(webhookId, accountId);
    lane.unpause();
    lane.mayBeDue(atMs);
    this.settle(lane, nowMs);
  }

  /** Whether what is new for this webhook may be attempted before it is in the queue. */
  takesOffers(webhookId: number, accountId: number, nowMs: number): boolean {
    return this.of(webhookId, accountId).takesOffers(nowMs);
  }

  offer(delivery: FirstDelivery, nowMs: number): void {
    const lane = this.of(delivery.webhookId, delivery.accountId);
    lane.offer(delivery);
    if (lane.place !== 'ready') this.settle(lane, nowMs);
  }

  withdraw(delivery: FirstDelivery, nowMs: number): void {
    const lane = this.byWebhook.get(delivery.webhookId);
    lane?.withdraw(delivery);
    if (lane?.place === 'ready') this.settle(lane, nowMs);
  }

  isMoving(webhookId: number, nowMs: number): boolean {
    return this.byWebhook.get(webhookId)?.isMoving(nowMs) ?? false;
  }

  /** Takes turns until all places are given or nobody has room; reserves what it grants. */
  take(places: number, nowMs: number): Grant[] {
    this.wakeSleepers(nowMs);
    const grants = new Map<Lane, Grant & { readonly room: number }>();
    for (let free = places; free > 0 && this.ready.size > 0; free--) {
      const [accountId, lanes] = first(this.ready);
      const lane = first(lanes);
      const grant = grants.get(lane) ?? {
        lane,
        limit: 0,
        dueAtMs: lane.dueAtMs,
        room: lane.room(nowMs),
      };
      grants.set(lane, grant);
      if (this.ready.size === 1 && lanes.size === 1) {
        // Nobody to take turns with. One by one, the Maps would throw away a table every few deliveries.
        const rest = Math.max(0, Math.min(free, grant.room - grant.limit) - 1);
        grant.limit += rest;
        free -= rest;
      }
      grant.limit += 1;
      // To the end of both queues, where there is more to give.
      lanes.delete(lane);
      this.ready.delete(accountId);
      if (grant.limit < grant.room) lanes.add(lane);
      else lane.place = 'out';
      if (lanes.size > 0) this.ready.set(accountId, lanes);
    }
    for (const { lane, limit } of grants.values()) {
      this.takeOut(lane);
      lane.reserve(limit, nowMs);
    }
    return [...grants.values()];
  }

  /** How much of a grant the webhook's settings of now permit. */
  permit({ lane, limit }: Grant, settings: LaneSettings, nowMs: number): number {
    lane.configure(settings);
    return Math.min(limit, lane.permitted(nowMs));
  }

  /** What came of a grant. */
  claimed({ lane, limit }: Grant, claimed: number, nextDueAtMs: number, nowMs: number): void {
    lane.claimed(limit, claimed, nextDueAtMs, nowMs);
    this.settle(lane, nowMs);
  }

  ended(lane: Lane, verdict: Verdict, startedAtMs: number, nowMs: number): void {
    lane.ended(verdict, startedAtMs, nowMs);
    this.settle(lane, nowMs);
  }

  /** Whether it has not been dropped since. */
  has(lane: Lane): boolean {
    return this.byWebhook.get(lane.webhookId) === lane;
  }

  /** Whether something of these webhooks is claimed, or about to be. */
  isBusy(includes: (webhookId: number) => boolean): boolean {
    for (const lane of this.byWebhook.values()) {
      if (lane.isBusy && includes(lane.webhookId)) return true;
    }
    return false;
  }

  /** Forgets the lanes of webhooks that are somebody else's now; what is under way ends without them. */
  drop(includes: (webhookId: number) => boolean): void {
    for (const [webhookId, lane] of this.byWebhook) {
      if (!includes(webhookId)) continue;
      this.takeOut(lane);
      this.byWebhook.delete(webhookId);
    }
  }

  /** Forgets the lanes of which there is nothing to remember any more. */
  sweep(nowMs: number): void {
    for (const [webhookId, lane] of this.byWebhook) {
      if (lane.isSpent(nowMs)) this.byWebhook.delete(webhookId);
    }
  }

  private of(webhookId: number, accountId: number): Lane {
    let lane = this.byWebhook.get(webhookId);
    if (!lane) {
      lane = new Lane(webhookId, accountId, this.pastOf(webhookId));
      this.byWebhook.set(webhookId, lane);
    }
    return lane;
  }

  private wakeSleepers(nowMs: number): void {
    if (this.earliestMs > nowMs) return;
    this.earliestMs = Infinity;
    const sleepers = [...this.sleeping];
    this.sleeping.clear();
    for (const lane of sleepers) this.settle(lane, nowMs);
  }

  /** Puts a lane where it belongs now. */
  private settle(lane: Lane, nowMs: number): void {
    if (!this.has(lane)) return;
    const opensAtMs = lane.opensAtMs();
    if (opensAtMs <= nowMs) {
      if (lane.place !== 'ready') this.queueUp(lane);
      return;
    }
    this.takeOut(lane);
    if (opensAtMs < Infinity) {
      this.sleeping.add(lane);
      this.earliestMs = Math.min(this.earliestMs, opensAtMs);
      lane.place = 'sleeping';
    } else if (lane.isSpent(nowMs)) {
      this.byWebhook.delete(lane.webhookId);
    }
  }

  private queueUp(lane: Lane): void {
    this.takeOut(lane);
    const lanes = this.ready.get(lane.accountId) ?? new Set();
    this.ready.set(lane.accountId, lanes.add(lane));
    lane.place = 'ready';
  }

  private takeOut(lane: Lane): void {
    this.sleeping.delete(lane);
    if (lane.place === 'ready') {
      const lanes = this.ready.get(lane.accountId)!;
      lanes.delete(lane);
      if (lanes.size === 0) this.ready.delete(lane.accountId);
    }
    lane.place = 'out';
  }
}

/** @throws TypeError where it is empty */
function first<T>(iterable: Iterable<T>): T {
  const { value } = iterable[Symbol.iterator]().next() as IteratorYieldResult<T>;
  return value;
}
