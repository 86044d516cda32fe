import { setTimeout as sleep } from 'node:timers/promises';
import { openPool, PostgresSignals } from '@app/event-store';
import { createPostgresDatabase, type PostgresTestDatabase } from '@app/event-store/testing';
import { waitUntil } from '@app/harness';
import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { DELIVERY_MIGRATIONS } from '../migrations';
import { ALL_SHARDS, SHARDS } from '../queue/shards';
import type { LaneKeeper } from './lane-ownership';
import { type LeaseTimes, PostgresOwnership } from './postgres-ownership';

const TIMES: LeaseTimes = { leaseMs: 1_500, renewMs: 200, marginMs: 300 };
/** Takes its shards, and renews none for an hour. */
const FROZEN: LeaseTimes = { ...TIMES, renewMs: 3_600_000 };

const ascending = (one: number, other: number): number => one - other;

/** What a process dispatches to; a webhook of each shard stands for all of them. */
class Worker implements LaneKeeper {
  readonly ownership: PostgresOwnership;
  readonly dropped: number[] = [];
  /** Shards of which a POST is under way. */
  readonly busy = new Set<number>();
  private readonly pool: Pool;
  private readonly signals: PostgresSignals;

  constructor(
    url: string,
    /** Of the same database, this one included. */
    private readonly workers: readonly Worker[],
    times: LeaseTimes,
  ) {
    this.pool = openPool(url, 1);
    this.signals = new PostgresSignals(this.pool);
    this.ownership = new PostgresOwnership(this.pool, this.signals, times);
  }

  /** Those that nothing hinders it from sending to. */
  get sends(): number[] {
    return ALL_SHARDS.filter((shard) => this.ownership.maySend(shard));
  }

  get count(): number {
    return this.ownership.shards.length;
  }

  async prepare(shards: readonly number[] = ALL_SHARDS): Promise<void> {
    for (const worker of this.workers) {
      const shared = worker.sends.filter((shard) => shards.includes(shard));
      if (shared.length > 0) throw new Error(`Others still send to ${shared.join()}`);
    }
  }

  async begin(): Promise<void> {}

  drained(shard: number): Promise<void> {
    return waitUntil('the POST to end', () => !this.busy.has(shard));
  }

  drop(shards: readonly number[]): void {
    this.dropped.push(...shards);
  }

  async stop(): Promise<void> {
    this.busy.clear();
    await this.ownership.stop();
    await this.signals.onApplicationShutdown();
    await this.pool.end();
  }
}

describe('The ownership of lanes on PostgreSQL', () => {
  let database: PostgresTestDatabase;
  let errors: jest.SpyInstance;
  const workers: Worker[] = [];

  beforeEach(async () => {
    jest.spyOn(Logger.prototype, 'log').mockImplementation();
    jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    errors = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    database = await createPostgresDatabase(DELIVERY_MIGRATIONS.postgres);
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    await database.drop();
    // Among them, that two would have sent to the same at once.
    const [error] = errors.mock.calls as unknown[][];
    jest.restoreAllMocks();
    if (error) throw error[0];
  });

  const startWorker = async (times = TIMES): Promise<Worker> => {
    const worker = new Worker(database.url, workers, times);
    workers.push(worker);
    await worker.ownership.start(worker);
    return worker;
  };
  const owning = (worker: Worker, shards: number) =>
    waitUntil(`a worker to own ${shards} shards`, () => worker.count === shards);
  const shardsOf = (...several: Worker[]): number[] =>
    several.flatMap(({ ownership }) => ownership.shards).toSorted(ascending);

  it('is all of one worker where it is alone', async () => {
    const worker = await startWorker();
    await owning(worker, SHARDS);

    expect(worker.sends).toEqual(ALL_SHARDS);
    expect(worker.ownership.owns(SHARDS + 3)).toBe(true);
  });

  it('is divided evenly among two, and among three, each shard being of one', async () => {
    const first = await startWorker();
    await owning(first, SHARDS);
    const second = await startWorker();
    await owning(second, SHARDS / 2);
    await owning(first, SHARDS / 2);
    expect(shardsOf(first, second)).toEqual(ALL_SHARDS);

    const third = await startWorker();
    await waitUntil('fair shares', () => {
      const counts = [first, second, third].map(({ count }) => count);
      return counts.toSorted(ascending).join() === '21,21,22';
    });
    expect(shardsOf(first, second, third)).toEqual(ALL_SHARDS);
  });

  it('falls to the others where a worker stops, each shard as soon as nothing of it is under way', async () => {
    const [first, second] = [await startWorker(), await startWorker()];
    await owning(first, SHARDS / 2);
    await owning(second, SHARDS / 2);
    const [busy] = second.ownership.shards;
    second.busy.add(busy!);
    const stopping = second.ownership.stop();
    await owning(first, SHARDS - 1);

    expect(second.sends).toEqual([busy]);
    second.busy.clear();
    await stopping;
    await owning(first, SHARDS);
    expect(second.sends).toEqual([]);
  });

  it('is handed to a worker that comes once the POSTs under way have ended', async () => {
    const first = await startWorker();
    await owning(first, SHARDS);
    for (const shard of ALL_SHARDS) first.busy.add(shard);
    const second = await startWorker();
    await waitUntil('the first to claim from half', () => first.count === SHARDS / 2);

    expect(second.count).toBe(0);
    expect(first.sends).toEqual(ALL_SHARDS);
    first.busy.clear();
    await owning(second, SHARDS / 2);
    expect(shardsOf(first, second)).toEqual(ALL_SHARDS);
    expect(first.dropped.toSorted(ascending)).toEqual(shardsOf(second));
  });

  it('is not kept where it was let go of while the leases were renewed', async () => {
    const first = await startWorker();
    await owning(first, SHARDS);
    for (const shard of ALL_SHARDS) first.busy.add(shard);
    const second = await startWorker();
    await waitUntil('the first to claim from half', () => first.count === SHARDS / 2);
    const pool = openPool(database.url, 2);
    const client = await pool.connect();
    await client.query('BEGIN; LOCK TABLE workers');
    // What is asked after the leases were renewed waits for the table …
    await waitUntil('both to wait', async () => {
      const { rows } = await pool.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
         AND application_name = 'hoory shards' AND wait_event_type = 'Lock'`,
      );
      return rows.length === 2;
    });
    // … and half of what was renewed is let go of meanwhile.
    first.busy.clear();
    await waitUntil('the first to let go', () => first.dropped.length === SHARDS / 2);
    await client.query('COMMIT');
    client.release();
    await pool.end();
    await owning(second, SHARDS / 2);

    expect(shardsOf(first, second)).toEqual(ALL_SHARDS);
    expect(first.dropped.toSorted(ascending)).toEqual(shardsOf(second));
  });

  it('is taken from a worker that renews no lease, which sends nothing any more by then', async () => {
    const frozen = await startWorker(FROZEN);
    await owning(frozen, SHARDS);
    await waitUntil('its lease to be over', () => frozen.sends.length === 0);
    // That it sends nothing is seen to by each that takes over.
    const other = await startWorker();
    await owning(other, SHARDS);

    expect(other.sends).toEqual(ALL_SHARDS);
    expect(frozen.sends).toEqual([]);
  });

  it('is lost to a worker that has taken it, whatever was under way', async () => {
    const worker = await startWorker();
    await owning(worker, SHARDS);
    worker.busy.add(5);
    const pool = openPool(database.url, 1);
    await pool.query(
      `UPDATE lane_shards SET owner = 'another', lease_until_ms = 9000000000000 WHERE shard < 10`,
    );
    await pool.end();
    await owning(worker, SHARDS - 10);

    expect(worker.dropped).toEqual(ALL_SHARDS.slice(0, 10));
    expect(worker.sends).toEqual(ALL_SHARDS.slice(10));
  });

  it('is renewed on another connection where one is cut', async () => {
    const worker = await startWorker();
    await owning(worker, SHARDS);
    errors.mockClear();
    const pool = openPool(database.url, 1);
    await pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'hoory shards'`,
    );
    await pool.query('UPDATE lane_shards SET lease_until_ms = 1');
    await waitUntil('the leases to be renewed', async () => {
      const { rows } = await pool.query('SELECT 1 FROM lane_shards WHERE lease_until_ms = 1');
      return rows.length === 0;
    });
    await pool.end();

    expect(worker.dropped).toEqual([]);
    expect(worker.count).toBe(SHARDS);
    errors.mockClear();
  });

  it('begins anew for what could not be prepared', async () => {
    const worker = new Worker(database.url, workers, TIMES);
    workers.push(worker);
    jest.spyOn(worker, 'prepare').mockRejectedValueOnce(new Error('the queue cannot be read'));
    await worker.ownership.start(worker);
    await owning(worker, SHARDS);

    expect(errors).toHaveBeenCalledTimes(1);
    errors.mockClear();
  });

  it('is freed only once it is prepared, which would release what others have claimed', async () => {
    const [first, second] = [await startWorker(), new Worker(database.url, workers, TIMES)];
    await owning(first, SHARDS);
    workers.push(second);
    const ended: string[] = [];
    const prepare = jest.spyOn(second, 'prepare').mockImplementation(async () => {
      await sleep(2 * TIMES.renewMs);
      ended.push('prepared');
    });
    await second.ownership.start(second);
    await waitUntil('it to prepare', () => prepare.mock.calls.length > 0);
    await second.ownership.stop();
    ended.push('stopped');
    await owning(first, SHARDS);

    expect(ended.at(-1)).toBe('stopped');
    expect(ended).toHaveLength(prepare.mock.calls.length + 1);
  });
});
