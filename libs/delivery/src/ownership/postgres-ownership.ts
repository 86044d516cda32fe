import { randomUUID } from 'node:crypto';
import { Channel, Session, type Signals } from '@app/event-store';
import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { SHARDS, shardOf } from '../queue/shards';
import { fairShare } from './fair-share';
import { type LaneKeeper, LaneOwnership } from './lane-ownership';
import { ShardLeases } from './shard-leases';

/** In milliseconds. */
export interface LeaseTimes {
  readonly leaseMs: number;
  readonly renewMs: number;
  /** So long before the lease is over nothing is begun under it any more. */
  readonly marginMs: number;
}

const TIMES: LeaseTimes = { leaseMs: 10_000, renewMs: 3_000, marginMs: 2_000 };
const ANSWER_WITHIN_MS = 2_000;
const RETRY_AFTER_MS = 1_000;

/** A worker has come or gone, or shards are free to be taken. */
const CHANGED = new Channel<never>('shards');

/**
 * Divides the shards among all workers that are alive. Whoever has more than its share gives the rest
 * up, one by one as nothing of them is under way any more; whoever has less takes what is free, or what
 * somebody has not renewed in time.
 */
export class PostgresOwnership extends LaneOwnership {
  private readonly logger = new Logger(PostgresOwnership.name);
  private readonly worker = randomUUID();
  private readonly session: Session;
  private readonly leases: ShardLeases;
  private keeper: LaneKeeper | undefined;
  /** Those that deliveries are made of. */
  private readonly held = new Set<number>();
  /** Of those, the ones to be given up; each until when. */
  private readonly leaving = new Map<number, Promise<void>>();
  /** Taken, and not ready yet; each with what tells it from the next time that it is taken. */
  private readonly preparing = new Map<number, symbol>();
  /** Under way, also for shards that are lost by now. */
  private readonly preparations = new Set<Promise<unknown>>();
  /** When each was last let go of, by this process's monotonic clock. */
  private readonly releasedAtMs = new Map<number, number>();
  /** By this process's monotonic clock. */
  private safeUntilMs = -Infinity;
  private running: Promise<void> | undefined;
  private stopping: Promise<void> | undefined;
  private ended = false;
  private endWait = (): void => {};
  private stopListening = (): void => {};
  private said = '';

  constructor(
    pool: Pool,
    private readonly signals: Signals,
    private readonly times = TIMES,
  ) {
    super();
    this.session = new Session(pool, { name: 'shards', answerWithinMs: ANSWER_WITHIN_MS });
    this.leases = new ShardLeases(this.session, this.worker, times.leaseMs);
  }

  get shards(): readonly number[] {
    return [...this.held].filter((shard) => !this.leaving.has(shard));
  }

  owns(webhookId: number): boolean {
    const shard = shardOf(webhookId);
    return this.held.has(shard) && !this.leaving.has(shard);
  }

  maySend(webhookId: number): boolean {
    return performance.now() < this.safeUntilMs && this.held.has(shardOf(webhookId));
  }

  async start(keeper: LaneKeeper): Promise<void> {
    this.keeper = keeper;
    await this.attempt(async () => {
      await this.leases.forgetTheDead();
      await this.balance(keeper);
    });
    this.stopListening = this.signals.listen(CHANGED, () => this.endWait());
    this.running = this.run(keeper);
    this.signals.tell(CHANGED);
  }

  stop(): Promise<void> {
    return (this.stopping ??= this.giveUpAll());
  }

  private async giveUpAll(): Promise<void> {
    const { keeper } = this;
    if (!keeper) return;
    this.stopListening();
    // The others divide among themselves what becomes free …
    await this.attempt(() => this.leases.resign());
    // … and the leases of what is not drained yet are renewed meanwhile.
    await Promise.all([...this.held].map((shard) => this.giveUp(shard, keeper)));
    this.ended = true;
    this.endWait();
    await this.running;
    this.preparing.clear();
    // What is freed earlier may be claimed by others, and released by what is still under way here.
    await Promise.all(this.preparations);
    await this.attempt(() => this.leases.freeAll());
    this.signals.tell(CHANGED);
    await this.session.close();
  }

  private async run(keeper: LaneKeeper): Promise<void> {
    let waitMs = this.times.renewMs;
    while (!this.ended) {
      await this.wait(waitMs);
      if (this.ended) return;
      const done = await this.attempt(() => this.balance(keeper));
      waitMs = done ? this.times.renewMs : Math.min(RETRY_AFTER_MS, this.times.renewMs);
    }
  }

  private async balance(keeper: LaneKeeper): Promise<void> {
    const askedAtMs = performance.now();
    const owned = new Set(await this.leases.renew());
    // Before any other turn of the event loop: what is lost must not be sent to by a lease that is not.
    this.loseAllBut(owned, keeper);
    this.safeUntilMs = askedAtMs + this.times.leaseMs - this.times.marginMs;
    if (this.stopping) return;
    const workers = await this.leases.signOfLife();
    if (this.stopping) return;
    const share = fairShare(this.worker, workers);
    const staying = [...owned].filter((shard) => !this.leaving.has(shard));
    const missing = share - staying.length;
    const taken = missing > 0 ? await this.leases.take(missing) : [];
    // What was let go of since is about to be freed, or is free: the answer is older than that.
    const kept = [...owned].filter((shard) => (this.releasedAtMs.get(shard) ?? 0) < askedAtMs);
    this.prepare([...kept, ...taken], keeper);
    for (const shard of this.shards.slice(share)) void this.giveUp(shard, keeper);
    this.say(`Dispatches for ${staying.length + taken.length} of ${SHARDS} shards`);
  }

  private loseAllBut(owned: ReadonlySet<number>, keeper: LaneKeeper): void {
    for (const shard of this.preparing.keys()) {
      if (!owned.has(shard)) this.preparing.delete(shard);
    }
    const lost = [...this.held].filter((shard) => !owned.has(shard));
    if (lost.length === 0) return;
    for (const shard of lost) this.release(shard);
    keeper.drop(lost);
    this.logger.warn(`Leases that ran out, and shards that others have taken: ${lost.length}`);
  }

  /** Of these, those that are new; a failure is tried again when the leases are renewed. */
  private prepare(owned: readonly number[], keeper: LaneKeeper): void {
    const time = Symbol('time');
    const shards = owned.filter((shard) => !this.held.has(shard) && !this.preparing.has(shard));
    // Frozen since it asked, it must not free what others have claimed by now.
    if (shards.length === 0 || performance.now() >= this.safeUntilMs) return;
    for (const shard of shards) this.preparing.set(shard, time);
    const isStillOurs = (shard: number): boolean => this.preparing.get(shard) === time;
    const preparation = this.attempt(async () => {
      try {
        await keeper.prepare(shards);
        for (const shard of shards.filter(isStillOurs)) this.held.add(shard);
      } finally {
        for (const shard of shards.filter(isStillOurs)) this.preparing.delete(shard);
      }
      await keeper.begin();
    }).finally(() => this.preparations.delete(preparation));
    this.preparations.add(preparation);
  }

  private giveUp(shard: number, keeper: LaneKeeper): Promise<void> {
    const leaving = this.leaving.get(shard) ?? this.drain(shard, keeper);
    if (this.held.has(shard)) this.leaving.set(shard, leaving);
    return leaving;
  }

  private async drain(shard: number, keeper: LaneKeeper): Promise<void> {
    await keeper.drained(shard);
    // Lost meanwhile.
    if (!this.leaving.has(shard)) return;
    this.release(shard);
    keeper.drop([shard]);
    // Where it cannot be freed it is found to be owned still, and is prepared anew.
    if (await this.attempt(() => this.leases.free(shard))) this.signals.tell(CHANGED);
  }

  private release(shard: number): void {
    this.held.delete(shard);
    this.leaving.delete(shard);
    this.releasedAtMs.set(shard, performance.now());
  }

  /** @returns whether it could be done; why not is told */
  private async attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.logger.error(error);
      return false;
    }
  }

  private wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.endWait = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Once, and not with each renewal. */
  private say(message: string): void {
    if (message !== this.said) this.logger.log(message);
    this.said = message;
  }
}
