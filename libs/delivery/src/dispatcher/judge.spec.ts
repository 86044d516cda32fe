import { RetrySchedule } from '../retry/retry-schedule';
import { judge } from './judge';

const NOW_MS = Date.UTC(2026, 0, 1);
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Half of the random range: no jitter. */
const schedule = new RetrySchedule([5, 300], () => 0.5);

const answered = (statusCode: number, retryAfter: string | null = null) => ({
  ok: statusCode >= 200 && statusCode < 300,
  errorClass: statusCode < 300 ? null : ('http-status' as const),
  statusCode,
  retryAfter,
});
const judged = (result: Parameters<typeof judge>[0], failures = 0, expiryMs = Infinity) =>
  judge(result, { failures }, schedule, expiryMs, NOW_MS);

describe('An attempt', () => {
  it.each([200, 201, 204, 299])('that is answered %d delivers', (status) => {
    expect(judged(answered(status), 1)).toEqual({
      resolution: { status: 'delivered' },
      failures: 1,
      verdict: 'success',
      gone: false,
    });
  });

  it.each([301, 400, 404, 422, 429, 500, 503])('that is answered %d is made again', (status) => {
    expect(judged(answered(status))).toEqual({
      resolution: { status: 'pending', nextAttemptAtMs: NOW_MS + 5_000 },
      failures: 1,
      verdict: 'failure',
      gone: false,
    });
  });

  it('is made again after each pause of the schedule, and given up behind the last', () => {
    expect([0, 1, 2].map((failures) => judged(answered(500), failures).resolution)).toEqual([
      { status: 'pending', nextAttemptAtMs: NOW_MS + 5_000 },
      { status: 'pending', nextAttemptAtMs: NOW_MS + 300_000 },
      { status: 'failed' },
    ]);
  });

  it.each([429, 503])('that is answered %d is made when the endpoint asks for it', (status) => {
    expect(judged(answered(status, '120')).resolution).toEqual({
      status: 'pending',
      nextAttemptAtMs: NOW_MS + 2 * MINUTE_MS,
    });
  });

  it('is never made before its time, nor more than a day later, whatever the endpoint asks', () => {
    expect(judged(answered(503, '1'), 1).resolution).toMatchObject({
      nextAttemptAtMs: NOW_MS + 5 * MINUTE_MS,
    });
    expect(judged(answered(503, '999999')).resolution).toMatchObject({
      nextAttemptAtMs: NOW_MS + DAY_MS,
    });
  });

  it('is not made again, whatever the endpoint asks, where the schedule is used up', () => {
    expect(judged(answered(503, '120'), 2).resolution).toEqual({ status: 'failed' });
  });

  it('that is answered 410 says that the webhook is gone, and loses nothing', () => {
    expect(judged(answered(410))).toMatchObject({
      resolution: { status: 'pending' },
      verdict: 'failure',
      gone: true,
    });
  });

  it('that was cut off here says nothing of the endpoint, and counts for nothing', () => {
    const cut = { ok: false, errorClass: 'aborted' as const, statusCode: null, retryAfter: null };

    expect(judged(cut, 1)).toEqual({
      resolution: { status: 'pending', nextAttemptAtMs: NOW_MS },
      failures: 1,
      verdict: 'neutral',
      gone: false,
    });
  });

  it('is not made again behind the time that its event is worth sending', () => {
    expect(judged(answered(503), 0, NOW_MS + 4_999).resolution).toEqual({ status: 'expired' });
    expect(judged(answered(503), 0, NOW_MS + 5_000).resolution).toMatchObject({
      status: 'pending',
    });
  });
});
