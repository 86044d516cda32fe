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
import {
  advance,
  CANCEL,
  changeReplay,
  FIND,
  FIND_REPLAY,
  FIND_REQUESTED,
  insertFailed,
  insertReplay,
  NEXT_FAILED,
  QUEUED,
  TAKE_OUT,
  UNFINISHED,
} from './recovery-statements';
import { type FailedDelivery, RecoveryTable } from './recovery-table';

const POSITIONS_WITH = `
  SELECT DISTINCT event_position AS position
  FROM json_each(?) AS wanted CROSS JOIN deliveries
  WHERE webhook_id = ? AND event_position = wanted.value AND status = ?`;

const LIST = `
  SELECT * FROM recoveries
  WHERE webhook_id = ? AND kind IN (SELECT value FROM json_each(?))
  ORDER BY id DESC LIMIT ?`;

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

  createFailed(failed: FailedSince, nowMs: number): Promise<CountedRecovery> {
    return this.create(insertFailed(failed, nowMs), failed.request);
  }

  createReplay(replay: NewReplay, nowMs: number): Promise<CountedRecovery> {
    return this.create(insertReplay(replay, nowMs), replay.request);
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
      const taken = this.connection.all<{ position: number }>(TAKE_OUT, id);
      const change = changeReplay(toRecovery(row), changes, taken, nowMs);
      if (change) this.connection.runAll([change]);
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
    return this.connection.get<{ count: number }>(QUEUED, id)!.count;
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
    return this.move(advance(recovery, progress, null), chunk);
  }

  finish(
    recovery: Recovery,
    progress: Progress,
    chunk: readonly Statement[],
    nowMs: number,
  ): Promise<boolean> {
    const turns = giveAllTurns(recovery.webhookId, nowMs);
    return this.move(advance(recovery, progress, nowMs), [...chunk, turns]);
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
    const [recovery] = this.count(this.connection.all<RecoveryRow>(FIND, id, webhookId));
    return recovery;
  }

  async list(
    webhookId: number,
    kinds: readonly RecoveryKind[],
    limit: number,
  ): Promise<CountedRecovery[]> {
    const rows = this.connection.all<RecoveryRow>(LIST, webhookId, JSON.stringify(kinds), limit);
    return this.count(rows);
  }

  private create({ sql, params }: Statement, request: string | null): Promise<CountedRecovery> {
    return this.writer.write(() => {
      const [row] = this.connection.all<RecoveryRow>(sql, ...params);
      if (row) return counted(toRecovery(row), []);
      return this.count(this.connection.all<RecoveryRow>(FIND_REQUESTED, request))[0]!;
    });
  }

  private move({ sql, params }: Statement, chunk: readonly Statement[]): Promise<boolean> {
    return this.writer.write(() => {
      const { changes } = this.connection.run(sql, ...params);
      if (changes > 0) this.connection.runAll(chunk);
      return changes > 0;
    });
  }

  private count(rows: readonly RecoveryRow[]): CountedRecovery[] {
    const ids = JSON.stringify(rows.map(({ id }) => id));
    const counts = this.connection.all<CountRow>(COUNT, ids);
    return rows.map((row) => counted(toRecovery(row), counts));
  }
}
