import { DEFAULT_RETRY_DELAYS_SECONDS, RetrySchedule } from './retry-schedule';

const HOUR = 3_600;
const middle = (): number => 0.5;

describe('the retry schedule', () => {
  it('is 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h', () => {
    const schedule = new RetrySchedule(DEFAULT_RETRY_DELAYS_SECONDS, middle);
    const delays = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(
      (attempt) => schedule.nextAttemptAtMs(attempt, 0)! / 1_000,
    );
    expect(delays).toEqual([
      5,
      300,
      1_800,
      2 * HOUR,
      5 * HOUR,
      10 * HOUR,
      14 * HOUR,
      20 * HOUR,
      24 * HOUR,
    ]);
  });

  it('counts from the failure', () => {
    const schedule = new RetrySchedule([5], middle);
    expect(schedule.nextAttemptAtMs(1, 1_767_225_600_000)).toBe(1_767_225_605_000);
  });

  it('spreads each delay by 15% to either side', () => {
    expect(new RetrySchedule([100], () => 0).nextAttemptAtMs(1, 0)).toBe(85_000);
    expect(new RetrySchedule([100], () => 1).nextAttemptAtMs(1, 0)).toBe(115_000);
  });

  it('gives up after the attempt behind the last delay', () => {
    const schedule = new RetrySchedule([5, 300], middle);
    expect(schedule.nextAttemptAtMs(2, 0)).toBe(300_000);
    expect(schedule.nextAttemptAtMs(3, 0)).toBeUndefined();
  });
});
