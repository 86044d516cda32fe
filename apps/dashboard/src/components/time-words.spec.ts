import { relativeTime } from './time-words';

const NOW = '2026-01-31T12:00:00.000Z';

describe('A moment in words', () => {
  it.each([
    ['2026-01-31T11:59:59.600Z', 'now'],
    ['2026-01-31T11:59:01.000Z', '59 seconds ago'],
    ['2026-01-31T12:01:59.000Z', 'in 1 minute'],
    ['2026-01-31T13:59:59.000Z', 'in 1 hour'],
    ['2026-01-30T11:00:00.000Z', 'yesterday'],
    ['2025-12-31T12:00:00.000Z', '31 days ago'],
  ])('%s is %s', (iso, words) => {
    expect(relativeTime(iso, Date.parse(NOW))).toBe(words);
  });
});
