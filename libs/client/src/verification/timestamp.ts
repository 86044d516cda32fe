import { WebhookVerificationError } from './verification-error';

export interface VerificationOptions {
  /**
   * How far the sender's clock may be from the receiver's, either way, in seconds; 300 unless told,
   * as in the libraries of Standard Webhooks. What is older may be somebody's recording.
   */
  readonly toleranceSeconds?: number;
  /** The receiver's clock, in Unix milliseconds. */
  readonly nowMs?: () => number;
}

/**
 * @throws WebhookVerificationError `malformed-timestamp`, `too-old` or `too-new`
 * @throws RangeError where the tolerance is not a number of seconds
 */
export function checkTimestamp(
  timestamp: string,
  { toleranceSeconds = 300, nowMs = Date.now }: VerificationOptions,
): void {
  // NaN compares as false with everything: it would let every recording pass.
  if (!(toleranceSeconds >= 0)) {
    throw new RangeError(`toleranceSeconds takes a number from 0 on, got ${toleranceSeconds}`);
  }
  if (!/^\d+$/.test(timestamp)) {
    throw new WebhookVerificationError(
      'malformed-timestamp',
      'The timestamp is not a number of Unix seconds',
    );
  }
  const ageSeconds = Math.floor(nowMs() / 1000) - Number(timestamp);
  if (ageSeconds > toleranceSeconds) {
    throw new WebhookVerificationError('too-old', `The timestamp is ${ageSeconds} s old`);
  }
  if (ageSeconds < -toleranceSeconds) {
    throw new WebhookVerificationError('too-new', `The timestamp is ${-ageSeconds} s ahead`);
  }
}
