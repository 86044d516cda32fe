import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { openPool } from '../postgres/pool';
import { createPostgresDatabase, type PostgresTestDatabase } from '../testing/postgres-database';
import { waitUntil } from '../testing/wait-until';
import type { Candidate } from './leadership';
import { type LeadershipTimes, PostgresLeadership } from './postgres-leadership';

const TIMES: LeadershipTimes = { beatMs: 50, answerWithinMs: 1_000, silentForMs: 1_000 };
/** Gives a sign of life, and then none for an hour. */
const FROZEN: LeadershipTimes = { ...TIMES, beatMs: 3_600_000 };

/** What a process does for all, as long as it leads. */
class Work implements Candidate {
  readonly terms: ('leads' | 'stands by')[] = [];

  lead(): void {
    this.terms.push('leads');
  }

  standBy(): void {
    this.terms.push('stands by');
  }
}

/** Long enough for everybody to try. */
const beats = () => new Promise((resolve) => setTimeout(resolve, 4 * TIMES.beatMs));

const leading = (leadership: PostgresLeadership) => waitUntil('it to lead', () => leadership.leads);

describe('Leadership of processes on PostgreSQL', () => {
  let database: PostgresTestDatabase;
  let pool: Pool;
  const closing: (() => Promise<void>)[] = [];

  const join = (times = TIMES) => {
    const own = openPool(database.url, 1);
    const leadership = new PostgresLeadership(own, times);
    const work = new Work();
    const leave = leadership.join(work);
    closing.push(async () => {
      await leave();
      await own.end();
    });
    return { leadership, work, leave };
  };
  const cutLeader = () =>
    pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks
       WHERE locktype = 'advisory' AND database = (
         SELECT oid FROM pg_database WHERE datname = current_database()
       )`,
    );

  beforeEach(async () => {
    jest.spyOn(Logger.prototype, 'log').mockImplementation();
    database = await createPostgresDatabase([]);
    pool = openPool(database.url, 1);
    closing.push(() => pool.end());
  });
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((close) => close()));
    await database.drop();
    jest.restoreAllMocks();
  });

  it('is of one, while the others stand by', async () => {
    const one = join();
    await leading(one.leadership);
    const other = join();
    await beats();

    expect(one.work.terms).toEqual(['leads']);
    expect(other.work.terms).toEqual([]);
    expect(other.leadership.leads).toBe(false);
  });

  it('is taken over from a process that leaves', async () => {
    const one = join();
    await leading(one.leadership);
    const other = join();
    await one.leave();

    expect(one.leadership.leads).toBe(false);
    await leading(other.leadership);
  });

  it('is taken over from a process whose connection is cut, which stops, and stands by from then on', async () => {
    const one = join();
    await leading(one.leadership);
    const others = [join(), join()];
    await beats();
    // Whoever was cut off tries again, and may well be the first to.
    await waitUntil('another one to lead', async () => {
      if (one.leadership.leads) await cutLeader();
      await beats();
      return others.some(({ leadership }) => leadership.leads);
    });
    await beats();

    expect(one.work.terms.at(-1)).toBe('stands by');
    const leaders = [one, ...others].filter(({ leadership }) => leadership.leads);
    expect(leaders).toHaveLength(1);
  });

  it('is taken over from a process that gives no sign of life, which learns of it', async () => {
    const frozen = join(FROZEN);
    await leading(frozen.leadership);
    const other = join();
    await leading(other.leadership);

    await waitUntil('the frozen one to know', () => !frozen.leadership.leads);
    expect(frozen.work.terms).toEqual(['leads', 'stands by']);
  });

  it('is of a process as long as anything in it wants it', async () => {
    const one = join();
    const more = new Work();
    const leaveMore = one.leadership.join(more);
    await leading(one.leadership);
    const other = join();
    await one.leave();
    await beats();

    expect(more.terms).toEqual(['leads']);
    expect(other.leadership.leads).toBe(false);
    await leaveMore();
    await leading(other.leadership);
  });

  it('begins at once for what joins a process that leads', async () => {
    const { leadership } = join();
    await leading(leadership);
    const later = new Work();
    const leave = leadership.join(later);

    expect(later.terms).toEqual(['leads']);
    await leave();
  });
});
