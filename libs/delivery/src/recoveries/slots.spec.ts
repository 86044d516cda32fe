import { slotsOf } from './slots';

const NOW_MS = Date.UTC(2026, 0, 1);
const slots = (ratePerSecond: number, lastDueAtMs: number): number[] =>
  slotsOf({ ratePerSecond, lastDueAtMs: NOW_MS + lastDueAtMs }, NOW_MS).map((ms) => ms - NOW_MS);

describe('The slots of a recovery', () => {
  it('follow the last delivery at the rate, for five seconds', () => {
    expect(slots(1, 0)).toEqual([1_000, 2_000, 3_000, 4_000, 5_000]);
    expect(slots(1, 2_500)).toEqual([3_500, 4_500]);
  });

  it('begin now where the last delivery is long ago', () => {
    expect(slots(1, -60_000)).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000]);
  });

  it('are whole milliseconds, and never faster than the rate', () => {
    expect(slots(300, 0).slice(0, 4)).toEqual([4, 7, 10, 14]);
    expect(slots(3, 0)).toHaveLength(15);
  });

  it('are 500 at most', () => {
    expect(slots(1_000, 0)).toHaveLength(500);
    expect(slots(1_000, 0).at(-1)).toBe(500);
  });

  it('are none while more than half of five seconds is ahead', () => {
    expect(slots(1_000, 2_501)).toEqual([]);
    expect(slots(1_000, 2_500)[0]).toBe(2_501);
  });

  it.each([1, 2, 7, 100, 1_000])(
    'never run out between two looks of a second, at %d a second',
    (rate) => {
      let lastDueAtMs = 0;
      for (let nowMs = 0; nowMs < 60_000; nowMs += 1_000) {
        let taken: number[];
        do {
          taken = slotsOf({ ratePerSecond: rate, lastDueAtMs }, nowMs);
          lastDueAtMs = taken.at(-1) ?? lastDueAtMs;
        } while (taken.length > 0);
        expect(lastDueAtMs).toBeGreaterThan(nowMs + 1_000);
        expect(lastDueAtMs).toBeLessThanOrEqual(nowMs + 5_000);
      }
    },
  );
});
