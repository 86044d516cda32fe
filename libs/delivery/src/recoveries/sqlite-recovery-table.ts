import type { SqliteConnection, SqliteWriter, Statement } from '@app/event-store';
import { giveAllTurns } from '../queue/sqlite/give-turns';
import type {
  CountedRecovery,
  FailedSince,
  NewReplay,
  Progress,
  Recovery,
  RecoveryKind,
  ReplayChanges,
} from './recovery';
import { type CountRow, counted, type RecoveryRow, toRecovery } from './recovery-row';
import { type FailedDelivery, RecoveryTable } from './recovery-table';

const COUNT_FAILED = `
  SELECT count(*) AS total, min(event_position) AS first, max(event_position) AS last
  FROM deliveries
  WHERE status = 'failed' AND webhook_id = ? AND finished_at_ms >= ? AND finished_at_ms < ?`;

const INSERT_FAILED = `
  INSERT INTO recoveries
    (account_id, webhook_id, kind, since_ms, total, from_position, next_position, to_position,
     rate_per_second, last_due_at_ms, created_at_ms, request)
  VALUES (?, ?, 'failed', ?, ?, ?, ?, ?, ?, ?, ?, ?)
  RETURNING *`;

const INSERT_REPLAY = `
  INSERT INTO recoveries
    (account_id, webhook_id, kind, from_position, next_position, to_position, rate_per_second,
     last_due_at_ms, subscription, filter, created_at_ms, request)
  VALUES (?, ?, 'replay', ?, ?, ?, ?, ?, ?, ?, ?, ?)
  RETURNING *`;

const FIND_REPLAY = `
  SELECT * FROM recoveries
  WHERE id = ? AND webhook_id = ? AND kind = 'replay' AND cancelled = 0`;

const CHANGE_REPLAY = `
  UPDATE recoveries
  SET paused = ?, rate_per_second = ?, next_position = ?, last_due_at_ms = ?,
      finished_at_ms = NULL
  WHERE id = ?`;

/** What is taken out is as it never was: it is enqueued again when its position comes. */
const TAKE_OUT = `
  DELETE FROM deliveries
  WHERE recovery_id = ? AND finished_at_ms IS NULL AND claimed = 0 AND attempts = 0
  RETURNING event_position AS position`;

const POSITIONS_WITH = `
  SELECT DISTINCT event_position AS position
  FROM json_each(?) AS wanted CROSS JOIN deliveries
  WHERE webhook_id = ? AND event_position = wanted.value AND status = ?`;

const UNFINISHED = `
  SELECT * FROM recoveries
  WHERE id IN (
    SELECT min(id) FROM recoveries WHERE finished_at_ms IS NULL AND paused = 0 GROUP BY webhook_id
  )
  ORDER BY id`;

/** What was put back has not failed before the recovery was made: no second look brings it again. */
const NEXT_FAILED = `
  SELECT id, event_position AS eventPosition FROM deliveries
  WHERE status = 'failed' AND webhook_id = ? AND event_position >= ?
    AND finished_at_ms >= ? AND finished_at_ms < ?
  ORDER BY event_position, replay_id LIMIT ?`;

const ADVANCE = `
  UPDATE recoveries
  SET next_position = ?, last_due_at_ms = ?, subscription = ?, finished_at_ms = ?
  WHERE id = ? AND next_position = ? AND finished_at_ms IS NULL AND paused = 0`;

const CANCEL = `
  UPDATE recoveries SET finished_at_ms = ?, cancelled = 1
  WHERE id = ? AND webhook_id = ? AND (finished_at_ms IS NULL OR ? > 0)`;

const COUNT = `
  SELECT recovery_id AS recoveryId, status, count(*) AS deliveries FROM deliveries
  WHERE recovery_id IN (SELECT value FROM json_each(?)) AND recovery_id IS NOT NULL
  GROUP BY recovery_id, status`;

export class SqliteRecoveryTable extends RecoveryTable {
  constructor(
    private readonly connection: SqliteConnection,
    private readonly writer: SqliteWriter,
  ) {
    super();
  }

  createFailed(
    { accountId, webhookId, sinceMs, ratePerSecond, request }: FailedSince,
    nowMs: number,
  ): Promise<CountedRecovery> {
    return this.writer.write(() => {
      const [requested] = this.requested(request);
      if (requested) return requested;
      const { total, first, last } = this.connection.get<{
        total: number;
        first: number | null;
        last: number | null;
      }>(COUNT_FAILED, webhookId, sinceMs, nowMs)!;
      const from = first ?? 0;
      const to = last === null ? from : last + 1;
      const [row] = this.connection.all<RecoveryRow>(
        INSERT_FAILED,
        accountId,
        webhookId,
        sinceMs,
        total,
        from,
        from,
        to,
        ratePerSecond,
        nowMs,
        nowMs,
        request,
      );
      return counted(toRecovery(row!), []);
    });
  }

  createReplay(replay: NewReplay, nowMs: number): Promise<CountedRecovery> {
    const { accountId, webhookId, fromPosition, toPosition, ratePerSecond } = replay;
    return this.writer.write(() => {
      const [requested] = this.requested(replay.request);
      if (requested) return requested;
      const [row] = this.connection.all<RecoveryRow>(
        INSERT_REPLAY,
        accountId,
        webhookId,
        fromPosition,
        fromPosition,
        toPosition,
        ratePerSecond,
        nowMs,
        JSON.stringify(replay.subscription),
        JSON.stringify(replay.filter),
        nowMs,
        replay.request,
      );
      return counted(toRecovery(row!), []);
    });
  }

  async changeReplay(
    webhookId: number,
    id: number,
    changes: ReplayChanges,
    nowMs: number,
  ): Promise<CountedRecovery | undefined> {
    await this.writer.write(() => {
      const row = this.connection.get<RecoveryRow>(FIND_REPLAY, id, webhookId);
      if (!row) return;
      const before = toRecovery(row);
      const { paused, ratePerSecond } = { ...before, ...changes };
      const taken = this.connection.all<{ position: number }>(TAKE_OUT, id);
      // All of it has been attempted: it has ended, or is about to.
      if (before.finishedAtMs !== null && taken.length === 0) return;
      const nextPosition = taken.reduce(
        (first, { position }) => Math.min(first, position),
        before.nextPosition,
      );
      this.connection.run(CHANGE_REPLAY, paused ? 1 : 0, ratePerSecond, nextPosition, nowMs, id);
    });
    const replay = await this.find(webhookId, id);
    return replay?.kind === 'replay' ? replay : undefined;
  }

  async positionsWith(
    webhookId: number,
    positions: readonly number[],
    status: 'delivered' | 'failed',
  ): Promise<ReadonlySet<number>> {
    const rows = this.connection.all<{ position: number }>(
      POSITIONS_WITH,
      JSON.stringify(positions),
      webhookId,
      status,
    );
    return new Set(rows.map(({ position }) => position));
  }

  async queued(id: number): Promise<number> {
    const { count } = this.connection.get<{ count: number }>(
      'SELECT count(*) AS count FROM deliveries WHERE recovery_id = ? AND finished_at_ms IS NULL',
      id,
    )!;
    return count;
  }

  async unfinished(): Promise<Recovery[]> {
    return this.connection.all<RecoveryRow>(UNFINISHED).map(toRecovery);
  }

  async nextFailed(
    { webhookId, nextPosition, sinceMs, createdAtMs }: Recovery,
    limit: number,
  ): Promise<FailedDelivery[]> {
    return this.connection.all<FailedDelivery>(
      NEXT_FAILED,
      webhookId,
      nextPosition,
      sinceMs,
      createdAtMs,
      limit,
    );
  }

  advance(recovery: Recovery, progress: Progress, chunk: readonly Statement[]): Promise<boolean> {
    return this.writer.write(() => this.move(recovery, progress, null, chunk));
  }

  finish(
    recovery: Recovery,
    progress: Progress,
    chunk: readonly Statement[],
    nowMs: number,
  ): Promise<boolean> {
    return this.writer.write(() =>
      this.move(recovery, progress, nowMs, [...chunk, giveAllTurns(recovery.webhookId, nowMs)]),
    );
  }

  cancel(webhookId: number, id: number, nowMs: number): Promise<void> {
    return this.writer.write(() => {
      const replay = this.connection.get<RecoveryRow>(FIND_REPLAY, id, webhookId);
      const taken = replay ? this.connection.all(TAKE_OUT, id) : [];
      const { changes } = this.connection.run(CANCEL, nowMs, id, webhookId, taken.length);
      if (changes > 0) this.connection.runAll([giveAllTurns(webhookId, nowMs)]);
    });
  }

  async find(webhookId: number, id: number): Promise<CountedRecovery | undefined> {
    const [recovery] = this.count(
      this.connection.all<RecoveryRow>(
        'SELECT * FROM recoveries WHERE id = ? AND webhook_id = ?',
        id,
        webhookId,
      ),
    );
    return recovery;
  }

  async list(
    webhookId: number,
    kinds: readonly RecoveryKind[],
    limit: number,
  ): Promise<CountedRecovery[]> {
    return this.count(
      this.connection.all<RecoveryRow>(
        `SELECT * FROM recoveries
         WHERE webhook_id = ? AND kind IN (SELECT value FROM json_each(?))
         ORDER BY id DESC LIMIT ?`,
        webhookId,
        JSON.stringify(kinds),
        limit,
      ),
    );
  }

  /** What the same request has made already. To be called inside a write. */
  private requested(request: string | null): CountedRecovery[] {
    if (request === null) return [];
    return this.count(
      this.connection.all<RecoveryRow>('SELECT * FROM recoveries WHERE request = ?', request),
    );
  }

  /** To be called inside a write. */
  private move(
    { id, nextPosition: from }: Recovery,
    { nextPosition, lastDueAtMs, subscription }: Progress,
    finishedAtMs: number | null,
    chunk: readonly Statement[],
  ): boolean {
    const { changes } = this.connection.run(
      ADVANCE,
      nextPosition,
      lastDueAtMs,
      subscription && JSON.stringify(subscription),
      finishedAtMs,
      id,
      from,
    );
    if (changes > 0) this.connection.runAll(chunk);
    return changes > 0;
  }

  private count(rows: readonly RecoveryRow[]): CountedRecovery[] {
    const ids = JSON.stringify(rows.map(({ id }) => id));
    const counts = this.connection.all<CountRow>(COUNT, ids);
    return rows.map((row) => counted(toRecovery(row), counts));
  }
}
