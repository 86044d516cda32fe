import type { Verdict } from '../lanes/lane';
import type { ClaimedDelivery, Resolution } from '../queue/delivery-queue';
import { retryAfterMs } from '../retry/retry-after';
import type { RetrySchedule } from '../retry/retry-schedule';
import type { SendResult } from '../sender/send-result';

const GONE = 410;

/** What an attempt's result means. */
export interface Judgement {
  readonly resolution: Resolution;
  readonly failures: number;
  readonly verdict: Verdict;
  /** The endpoint asks never to be called again. */
  readonly gone: boolean;
}

type Judged = Pick<SendResult, 'ok' | 'errorClass' | 'statusCode' | 'retryAfter'>;

/**
 * @param expiryMs until when the event is worth sending, in unix milliseconds
 * @param nowMs when the attempt ended
 */
export function judge(
  { ok, errorClass, statusCode, retryAfter }: Judged,
  { failures }: Pick<ClaimedDelivery, 'failures'>,
  schedule: RetrySchedule,
  expiryMs: number,
  nowMs: number,
): Judgement {
  if (ok) {
    return { resolution: { status: 'delivered' }, failures, verdict: 'success', gone: false };
  }
  // Not the endpoint's fault: the next start tries at once, and the schedule is not used up.
  if (errorClass === 'aborted') {
    const resolution: Resolution = { status: 'pending', nextAttemptAtMs: nowMs };
    return { resolution, failures, verdict: 'neutral', gone: false };
  }
  const asked = retryAfterMs(statusCode, retryAfter, nowMs);
  return {
    resolution: afterFailure(failures + 1, schedule, expiryMs, nowMs, asked),
    failures: failures + 1,
    verdict: 'failure',
    gone: statusCode === GONE,
  };
}

/** Tried again by the schedule, or later where the endpoint asks for it. */
export function afterFailure(
  failures: number,
  schedule: RetrySchedule,
  expiryMs: number,
  nowMs: number,
  askedForMs = 0,
): Resolution {
  const plannedMs = schedule.nextAttemptAtMs(failures, nowMs);
  if (plannedMs === undefined) return { status: 'failed' };
  const nextAttemptAtMs = Math.max(plannedMs, askedForMs);
  return nextAttemptAtMs > expiryMs
    ? { status: 'expired' }
    : { status: 'pending', nextAttemptAtMs };
}
