import { retryAfterMs } from './retry-after';

const NOW_MS = Date.UTC(2026, 0, 1, 12);

describe('Retry-After', () => {
  it.each([
    ['seconds', '120', NOW_MS + 120_000],
    ['no seconds', '0', NOW_MS],
    ['an HTTP date', 'Thu, 01 Jan 2026 12:05:00 GMT', NOW_MS + 300_000],
    ['a date that has passed', 'Thu, 01 Jan 2026 11:00:00 GMT', NOW_MS - 3_600_000],
    ['seconds with spaces around', ' 7 ', NOW_MS + 7_000],
    ['more than a day', '90000', NOW_MS + 86_400_000],
    ['a date in another year', 'Fri, 01 Jan 2027 12:00:00 GMT', NOW_MS + 86_400_000],
    ['more seconds than a number holds', '9'.repeat(400), NOW_MS + 86_400_000],
  ])('is %s', (_, header, expected) => {
    expect(retryAfterMs(429, header, NOW_MS)).toBe(expected);
    expect(retryAfterMs(503, header, NOW_MS)).toBe(expected);
  });

  it.each(['', 'soon', '-5', '1.5', '12 seconds'])('is nothing where it reads %p', (header) => {
    expect(retryAfterMs(503, header, NOW_MS)).toBeUndefined();
  });

  it.each([200, 301, 400, 410, 500, 502, null])('is nothing beside the status %p', (status) => {
    expect(retryAfterMs(status, '120', NOW_MS)).toBeUndefined();
  });

  it('is nothing where there is none', () => {
    expect(retryAfterMs(503, null, NOW_MS)).toBeUndefined();
  });
});
