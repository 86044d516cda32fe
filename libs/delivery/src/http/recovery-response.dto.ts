import { ApiProperty } from '@nestjs/swagger';
import type { CountedRecovery } from '../recoveries/recovery';

const STATUSES = ['running', 'paused', 'completed', 'cancelled'] as const;
type Status = (typeof STATUSES)[number];

/** What became of the deliveries that it has put into the queue. */
export class RecoveryCountsDto {
  delivered: number;
  /** Given up: also those that expired or were cancelled. */
  failed: number;
  /** In the queue: not attempted yet, or to be retried. */
  remaining: number;
}

export class RecoveryDto {
  id: number;
  /** `missed`: what happened while the webhook was disabled; `failed`: what was given up. */
  @ApiProperty({ enum: ['missed', 'failed'] })
  kind: string;
  /** `paused` while the webhook is disabled; `completed` once all of it is in the queue. */
  @ApiProperty({ enum: STATUSES })
  status: Status;
  /** Of `failed`, ISO 8601: only what was given up from then on. */
  since: string | null;
  /** POSTs a second, at most. */
  rate: number;
  /** Of `failed`: how many deliveries that was when it was asked for. */
  total: number | null;
  counts: RecoveryCountsDto;
  /** How much of it is in the queue, from 0 to 1. */
  progress: number;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601; null while it is running or paused. */
  finished_at: string | null;
}

export class RecoveryPayloadDto {
  recovery: RecoveryDto;
}

export class RecoveryEnvelopeDto {
  payload: RecoveryPayloadDto;
}

export class RecoveryListEnvelopeDto {
  payload: RecoveryDto[];
}

/** @param disabled whether its webhook is */
export function toRecoveryDto(recovery: CountedRecovery, disabled: boolean): RecoveryDto {
  const { id, kind, sinceMs, ratePerSecond, total, counts, createdAtMs, finishedAtMs } = recovery;
  return {
    id,
    kind,
    status: statusOf(recovery, disabled),
    since: toIso(sinceMs),
    rate: ratePerSecond,
    total,
    counts: { ...counts },
    progress: progressOf(recovery),
    created_at: new Date(createdAtMs).toISOString(),
    finished_at: toIso(finishedAtMs),
  };
}

function statusOf({ finishedAtMs, cancelled }: CountedRecovery, disabled: boolean): Status {
  if (cancelled) return 'cancelled';
  if (finishedAtMs !== null) return 'completed';
  return disabled ? 'paused' : 'running';
}

/** By the part of the log that has been seen to, to three decimals. */
function progressOf(recovery: CountedRecovery): number {
  const { fromPosition, nextPosition, toPosition, finishedAtMs, cancelled } = recovery;
  if (finishedAtMs !== null && !cancelled) return 1;
  const share = (nextPosition - fromPosition) / Math.max(1, toPosition - fromPosition);
  return Math.floor(share * 1_000) / 1_000;
}

function toIso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
