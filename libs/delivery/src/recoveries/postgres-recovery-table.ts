import type { PostgresConnection, Statement } from '@app/event-store';
import { giveAllTurns } from '../queue/postgres/give-turns';
import { lockTurns } from '../queue/postgres/lock-turns';
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
  SELECT DISTINCT event_position AS position FROM deliveries
  WHERE webhook_id = ? AND status = ? AND event_position = ANY (ARRAY(
    SELECT value::bigint FROM jsonb_array_elements_text(?::jsonb)
  ))`;

const LIST = `
  SELECT * FROM recoveries
  WHERE webhook_id = ? AND kind IN (SELECT jsonb_array_elements_text(?::jsonb))
  ORDER BY id DESC LIMIT ?`;

const COUNT = `
  SELECT recovery_id AS "recoveryId", status, count(*) AS deliveries FROM deliveries
  WHERE recovery_id = ANY (ARRAY(
    SELECT value::bigint FROM jsonb_array_elements_text(?::jsonb)
  )) AND recovery_id IS NOT NULL
  GROUP BY recovery_id, status`;

/** What moves a recovery moves what the turns of its webhook wait for: it begins by locking them. */
export class PostgresRecoveryTable extends RecoveryTable {
  constructor(private readonly connection: PostgresConnection) {
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
    await this.connection.transaction(async (tx) => {
      tx.send(lockTurns([webhookId]));
      const row = await tx.get<RecoveryRow>(FIND_REPLAY, id, webhookId);
      if (!row) return;
      const taken = await tx.all<{ position: number }>(TAKE_OUT, id);
      const change = changeReplay(toRecovery(row), changes, taken, nowMs);
      if (change) tx.send([change]);
    });
    const replay = await this.find(webhookId, id);
    return replay?.kind === 'replay' ? replay : undefined;
  }

  async positionsWith(
    webhookId: number,
    positions: readonly number[],
    status: 'delivered' | 'failed',
  ): Promise<ReadonlySet<number>> {
    const rows = await this.connection.all<{ position: number }>(
      POSITIONS_WITH,
      webhookId,
      status,
      JSON.stringify(positions),
    );
    return new Set(rows.map(({ position }) => position));
  }

  async queued(id: number): Promise<number> {
    return (await this.connection.get<{ count: number }>(QUEUED, id))!.count;
  }

  async unfinished(): Promise<Recovery[]> {
    return (await this.connection.all<RecoveryRow>(UNFINISHED)).map(toRecovery);
  }

  nextFailed(
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
    return this.move(recovery.webhookId, advance(recovery, progress, null), chunk);
  }

  finish(
    recovery: Recovery,
    progress: Progress,
    chunk: readonly Statement[],
    nowMs: number,
  ): Promise<boolean> {
    const { webhookId } = recovery;
    const turns = giveAllTurns(webhookId, nowMs);
    return this.move(webhookId, advance(recovery, progress, nowMs), [...chunk, turns]);
  }

  cancel(webhookId: number, id: number, nowMs: number): Promise<void> {
    return this.connection.transaction(async (tx) => {
      tx.send(lockTurns([webhookId]));
      const replay = await tx.get<RecoveryRow>(FIND_REPLAY, id, webhookId);
      const taken = replay ? await tx.all(TAKE_OUT, id) : [];
      const cancelled = await tx.run(CANCEL, nowMs, id, webhookId, taken.length);
      if (cancelled > 0) tx.send([giveAllTurns(webhookId, nowMs)]);
    });
  }

  async find(webhookId: number, id: number): Promise<CountedRecovery | undefined> {
    const [recovery] = await this.count(
      await this.connection.all<RecoveryRow>(FIND, id, webhookId),
    );
    return recovery;
  }

  async list(
    webhookId: number,
    kinds: readonly RecoveryKind[],
    limit: number,
  ): Promise<CountedRecovery[]> {
    return this.count(
      await this.connection.all<RecoveryRow>(LIST, webhookId, JSON.stringify(kinds), limit),
    );
  }

  private async create(
    { sql, params }: Statement,
    request: string | null,
  ): Promise<CountedRecovery> {
    const row = await this.connection.get<RecoveryRow>(sql, ...params);
    if (row) return counted(toRecovery(row), []);
    return (await this.count(await this.connection.all(FIND_REQUESTED, request)))[0]!;
  }

  private move(
    webhookId: number,
    { sql, params }: Statement,
    chunk: readonly Statement[],
  ): Promise<boolean> {
    return this.connection.transaction(async (tx) => {
      tx.send(lockTurns([webhookId]));
      const moved = await tx.run(sql, ...params);
      if (moved > 0) tx.send(chunk);
      return moved > 0;
    });
  }

  private async count(rows: readonly RecoveryRow[]): Promise<CountedRecovery[]> {
    const ids = JSON.stringify(rows.map(({ id }) => id));
    const counts = await this.connection.all<CountRow>(COUNT, ids);
    return rows.map((row) => counted(toRecovery(row), counts));
  }
}
