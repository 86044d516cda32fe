import type { Session } from '@app/event-store';

/** The one clock that all workers have. */
const NOW_MS = 'CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)';

/** Sees itself too, whose row a statement cannot see that it has just written. */
const SIGN_OF_LIFE = `
  WITH me AS (
    INSERT INTO workers (id, alive_until_ms) VALUES (?, ${NOW_MS} + CAST(? AS bigint))
    ON CONFLICT (id) DO UPDATE SET alive_until_ms = excluded.alive_until_ms
    RETURNING id
  )
  SELECT id FROM me UNION SELECT id FROM workers WHERE alive_until_ms >= ${NOW_MS} ORDER BY id`;

/** Also where it had run out: nobody has taken it. */
const RENEW = `
  UPDATE lane_shards SET lease_until_ms = ${NOW_MS} + CAST(? AS bigint) WHERE owner = ?
  RETURNING shard`;

/** Of two that want the same, the second finds under its lock that it is gone. */
const TAKE = `
  UPDATE lane_shards SET owner = ?, lease_until_ms = ${NOW_MS} + CAST(? AS bigint)
  WHERE shard IN (
    SELECT shard FROM lane_shards WHERE owner IS NULL OR lease_until_ms < ${NOW_MS}
    ORDER BY shard LIMIT ? FOR UPDATE SKIP LOCKED
  )
  RETURNING shard`;

interface Row {
  readonly shard: number;
}

/** The leases of one worker, as the database has them. */
export class ShardLeases {
  constructor(
    private readonly session: Session,
    private readonly worker: string,
    private readonly leaseMs: number,
  ) {}

  /** @returns all workers that are alive, in the order of their ids */
  async signOfLife(): Promise<string[]> {
    const rows = await this.session.query<{ id: string }>(SIGN_OF_LIFE, this.worker, this.leaseMs);
    return rows.map(({ id }) => id);
  }

  /** @returns the shards that are still this worker's, and are for as long as a lease from now on */
  async renew(): Promise<number[]> {
    return shardsOf(await this.session.query<Row>(RENEW, this.leaseMs, this.worker));
  }

  /** @returns the shards that are this worker's from now on, which nobody had a lease on */
  async take(limit: number): Promise<number[]> {
    return shardsOf(await this.session.query<Row>(TAKE, this.worker, this.leaseMs, limit));
  }

  async free(shard: number): Promise<void> {
    await this.session.query(
      'UPDATE lane_shards SET owner = NULL, lease_until_ms = 0 WHERE owner = ? AND shard = ?',
      this.worker,
      shard,
    );
  }

  async freeAll(): Promise<void> {
    await this.session.query(
      'UPDATE lane_shards SET owner = NULL, lease_until_ms = 0 WHERE owner = ?',
      this.worker,
    );
  }

  /** Has no share any more. */
  async resign(): Promise<void> {
    await this.session.query('DELETE FROM workers WHERE id = ?', this.worker);
  }

  /** Of workers that ended without a word. */
  async forgetTheDead(): Promise<void> {
    await this.session.query(`DELETE FROM workers WHERE alive_until_ms < ${NOW_MS}`);
  }
}

function shardsOf(rows: readonly Row[]): number[] {
  return rows.map(({ shard }) => shard);
}
