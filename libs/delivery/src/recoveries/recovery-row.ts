import type { SubscriptionRow } from '@app/webhooks';
import type { CountedRecovery, Recovery, RecoveryKind, ReplayFilter } from './recovery';

/** A row of the table `recoveries`. */
export interface RecoveryRow {
  readonly id: number;
  readonly account_id: number;
  readonly webhook_id: number;
  readonly kind: RecoveryKind;
  readonly since_ms: number | null;
  readonly total: number | null;
  readonly from_position: number;
  readonly next_position: number;
  readonly to_position: number;
  readonly rate_per_second: number | null;
  readonly last_due_at_ms: number;
  readonly subscription: string | null;
  readonly filter: string | null;
  readonly paused: 0 | 1;
  readonly created_at_ms: number;
  readonly finished_at_ms: number | null;
  readonly cancelled: 0 | 1;
}

/** How many deliveries of a recovery have a status. */
export interface CountRow {
  readonly recoveryId: number;
  readonly status: string;
  readonly deliveries: number;
}

export function toRecovery(row: RecoveryRow): Recovery {
  return {
    id: row.id,
    accountId: row.account_id,
    webhookId: row.webhook_id,
    kind: row.kind,
    sinceMs: row.since_ms,
    total: row.total,
    fromPosition: row.from_position,
    nextPosition: row.next_position,
    toPosition: row.to_position,
    ratePerSecond: row.rate_per_second,
    lastDueAtMs: row.last_due_at_ms,
    subscription: JSON.parse(row.subscription ?? 'null') as SubscriptionRow | null,
    filter: JSON.parse(row.filter ?? 'null') as ReplayFilter | null,
    paused: row.paused === 1,
    createdAtMs: row.created_at_ms,
    finishedAtMs: row.finished_at_ms,
    cancelled: row.cancelled === 1,
  };
}

export function counted(recovery: Recovery, rows: readonly CountRow[]): CountedRecovery {
  const of = (...statuses: string[]): number =>
    rows
      .filter(({ recoveryId, status }) => recoveryId === recovery.id && statuses.includes(status))
      .reduce((sum, { deliveries }) => sum + deliveries, 0);
  const counts = {
    delivered: of('delivered'),
    failed: of('failed', 'expired', 'cancelled'),
    remaining: of('pending', 'waiting'),
  };
  return { ...recovery, counts };
}
