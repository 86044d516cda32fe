import { ApiProperty } from '@nestjs/swagger';
import type { WebhookStatistics } from '../queries/find-statistics';
import { toIso } from './recovery-response.dto';

/** Read from buckets, so within 10 % of the exact ones; null without attempts. */
export class DurationsDto {
  p50: number | null;
  p99: number | null;
}

/** How many attempts ended in an hour. */
export class HourDto {
  /** Its start, ISO 8601. */
  at: string;
  succeeded: number;
  failed: number;
}

/** Of the attempts that ended in the last 24 hours, the one that is under way included. */
export class StatisticsDto {
  /** From 0 to 1; null without attempts. */
  success_rate: number | null;
  duration_ms: DurationsDto;
  attempts: number;
  /** Deliveries that are not finished; 10,000 means so many or more. */
  pending: number;
  /** When the next delivery that has failed is attempted again, ISO 8601; null where none waits for it. */
  next_retry_at: string | null;
  /** `open` where nothing but a probe now and then is sent, until one succeeds. */
  @ApiProperty({ enum: ['closed', 'open'] })
  circuit: string;
  /** 24 of them, oldest first. */
  hours: HourDto[];
}

export class StatisticsEnvelopeDto {
  payload: StatisticsDto;
}

export function toStatisticsDto(statistics: WebhookStatistics): StatisticsDto {
  const { successRate, durationMs, attempts, pending, nextRetryAtMs, circuit, hours } = statistics;
  return {
    success_rate: successRate,
    duration_ms: { ...durationMs },
    attempts,
    pending,
    next_retry_at: toIso(nextRetryAtMs),
    circuit,
    hours: hours.map(({ atMs, succeeded, failed }) => ({
      at: new Date(atMs).toISOString(),
      succeeded,
      failed,
    })),
  };
}
