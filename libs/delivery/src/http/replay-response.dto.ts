import { ApiProperty } from '@nestjs/swagger';
import { type CountedRecovery, REPLAYED } from '../recoveries/recovery';
import type { ReplayPreview } from '../queries/preview-replay';
import { progressOf, toIso } from './recovery-response.dto';

const STATES = ['running', 'paused', 'completed', 'cancelled', 'failed'] as const;
type State = (typeof STATES)[number];

export class ReplayCountsDto {
  /** Put into the queue so far. */
  matched: number;
  delivered: number;
  /** Given up: also those that expired or were cancelled. */
  failed: number;
  /** In the queue: not attempted yet, or to be retried. */
  remaining: number;
}

export class ReplayDto {
  /** The `webhook-replay` of its POSTs. */
  id: number;
  webhook_id: number;
  /**
   * `paused` by its owner or while the webhook is disabled; `completed` when all of it is delivered,
   * `failed` when it is through and some of it was given up.
   */
  @ApiProperty({ enum: STATES })
  state: State;
  /** The first position of the log that it takes, and the first behind it that it does not. */
  from_position: number;
  to_position: number;
  /** null for those that the webhook wanted at the time. */
  events: string[] | null;
  conversation_id: number | null;
  @ApiProperty({ enum: REPLAYED })
  which: string;
  /** POSTs a second; null for as fast as the webhook takes them. */
  rate: number | null;
  counts: ReplayCountsDto;
  /** How much of the range is in the queue, from 0 to 1. */
  progress: number;
  /** ISO 8601, by how far it has come until now; null where that says nothing. */
  estimated_end_at: string | null;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601: when all of it was in the queue, or it was cancelled. */
  finished_at: string | null;
}

export class ReplayPayloadDto {
  replay: ReplayDto;
}

export class ReplayEnvelopeDto {
  payload: ReplayPayloadDto;
}

export class ReplayListEnvelopeDto {
  payload: ReplayDto[];
}

export class ReplayPreviewDto {
  from_position: number;
  to_position: number;
  /** How many POSTs it would make. */
  matched: number;
  /** Of the first ten, byte for byte. */
  bodies: string[];
}

export class ReplayPreviewPayloadDto {
  dry_run: ReplayPreviewDto;
}

export class ReplayPreviewEnvelopeDto {
  payload: ReplayPreviewPayloadDto;
}

/** @param disabled whether its webhook is */
export function toReplayDto(replay: CountedRecovery, disabled: boolean, nowMs: number): ReplayDto {
  const { delivered, failed, remaining } = replay.counts;
  const state = stateOf(replay, disabled);
  return {
    id: replay.id,
    webhook_id: replay.webhookId,
    state,
    from_position: replay.fromPosition,
    to_position: replay.toPosition,
    events: replay.filter?.events ? [...replay.filter.events] : null,
    conversation_id: replay.filter?.conversationId ?? null,
    which: replay.filter?.which ?? 'all',
    rate: replay.ratePerSecond,
    counts: { matched: delivered + failed + remaining, delivered, failed, remaining },
    progress: progressOf(replay),
    estimated_end_at: state === 'running' ? estimateEnd(replay, nowMs) : null,
    created_at: new Date(replay.createdAtMs).toISOString(),
    finished_at: toIso(replay.finishedAtMs),
  };
}

export function toReplayPreviewDto({
  fromPosition,
  toPosition,
  matched,
  bodies,
}: ReplayPreview): ReplayPreviewDto {
  return { from_position: fromPosition, to_position: toPosition, matched, bodies: [...bodies] };
}

export function hasEnded({ state }: ReplayDto): boolean {
  return state === 'completed' || state === 'cancelled' || state === 'failed';
}

function stateOf(
  { finishedAtMs, cancelled, paused, counts }: CountedRecovery,
  disabled: boolean,
): State {
  if (cancelled) return 'cancelled';
  if (finishedAtMs !== null && counts.remaining === 0) {
    return counts.failed > 0 ? 'failed' : 'completed';
  }
  return paused || disabled ? 'paused' : 'running';
}

/** As if what is left of the range were like what is behind, and went at the same pace. */
function estimateEnd(replay: CountedRecovery, nowMs: number): string | null {
  const { delivered, failed, remaining } = replay.counts;
  const ended = delivered + failed;
  const progress = replay.finishedAtMs === null ? progressOf(replay) : 1;
  if (ended === 0 || progress === 0) return null;
  const left = (ended + remaining) / progress - ended;
  const perMs = ended / Math.max(1, nowMs - replay.createdAtMs);
  return toIso(Math.round(nowMs + left / perMs));
}
