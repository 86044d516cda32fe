import { isLogPoint, positionOf } from './log-point';
import { added } from './testing/conformance/fixtures';
import { openSqliteEventStore, type SqliteEventStoreHarness } from './testing/sqlite-harness';

describe('a point of the log', () => {
  it.each([
    'beginning',
    'now',
    1,
    4_711,
    '2026-01-31T12:00:00Z',
    '2026-01-31T12:00Z',
    '2026-01-31T12:00:00.123456Z',
    '2026-01-31T12:00:00+02:00',
  ])('may be %p', (point) => {
    expect(isLogPoint(point)).toBe(true);
  });

  it.each([
    '',
    'end',
    'Beginning',
    '12',
    0,
    -1,
    1.5,
    NaN,
    2 ** 53,
    true,
    null,
    {},
    [1],
    '2026-01-31',
    '2026-01-31T12:00:00',
    '2026-13-01T00:00:00Z',
    ' 2026-01-31T12:00:00Z',
    'Sat, 31 Jan 2026 12:00:00 GMT',
  ])('cannot be %p', (value) => {
    expect(isLogPoint(value)).toBe(false);
  });

  describe('of a log with three events', () => {
    let harness: SqliteEventStoreHarness;
    beforeEach(async () => {
      harness = await openSqliteEventStore();
      await harness.store.append('sum-1', [added(1), added(2), added(3)], 'any');
    });
    afterEach(() => harness.close());

    it.each([
      ['beginning', 1],
      ['now', 4],
      [2, 2],
      [4, 4],
      ['2000-01-01T00:00:00Z', 1],
      ['2999-01-01T00:00:00Z', 4],
    ])('%p is position %d', async (point, position) => {
      expect(await positionOf(harness.store, point, 'from')).toBe(position);
    });

    it('that it does not have yet is refused by the name of its field', async () => {
      await expect(positionOf(harness.store, 5, 'from')).rejects.toMatchObject({
        reason: 'invalid',
        attributes: ['from'],
        message: expect.stringMatching(/^from must be beginning, now, .* at most 4, got 5$/),
      });
    });
  });
});
