import { Pacer } from './pacer';

const NOW_MS = Date.UTC(2026, 0, 1);

/** When each POST goes that goes as soon as it may, looked at once a millisecond. */
function sendAll(pacer: Pacer, durationMs: number): number[] {
  const sentAtMs: number[] = [];
  for (let atMs = NOW_MS; atMs < NOW_MS + durationMs; atMs++) {
    const posts = pacer.available(atMs);
    for (let n = 0; n < posts; n++) sentAtMs.push(atMs - NOW_MS);
    if (posts > 0) pacer.spend(posts, atMs);
  }
  return sentAtMs;
}

function paced(perSecond: number): Pacer {
  const pacer = new Pacer();
  pacer.setRate(perSecond);
  return pacer;
}

describe('A pacer', () => {
  it('sets no limit without a rate', () => {
    expect(new Pacer().available(NOW_MS)).toBe(Infinity);
  });

  it('spreads ten a second evenly', () => {
    const sentAtMs = sendAll(paced(10), 990);

    expect(sentAtMs).toHaveLength(10);
    for (const [n, atMs] of sentAtMs.entries()) expect(Math.abs(atMs - 100 * n)).toBeLessThan(6);
  });

  it.each([1, 3, 10, 100, 333, 1_000])('keeps %d a second over ten seconds', (perSecond) => {
    const sent = sendAll(paced(perSecond), 10_000).length;

    expect(sent).toBeGreaterThanOrEqual(10 * perSecond);
    expect(sent).toBeLessThanOrEqual(10 * perSecond + Math.ceil(perSecond * 0.005) + 1);
  });

  it.each([1, 10, 100, 1_000])(
    'lets no second have more than %d and what 5 ms are worth',
    (rate) => {
      const sentAtMs = sendAll(paced(rate), 5_000);
      const most = Math.max(
        ...sentAtMs.map(
          (startMs) => sentAtMs.filter((atMs) => atMs >= startMs && atMs < startMs + 1_000).length,
        ),
      );

      expect(most).toBeLessThanOrEqual(rate + Math.ceil(rate * 0.005) + 1);
    },
  );

  it('saves nothing up while nothing is sent', () => {
    const pacer = paced(10);
    pacer.spend(1, NOW_MS);

    expect(pacer.available(NOW_MS + 60_000)).toBe(1);
  });

  it('says when the next may go', () => {
    const pacer = paced(4);
    pacer.spend(1, NOW_MS);

    expect(pacer.available(NOW_MS + 100)).toBe(0);
    expect(pacer.available(pacer.availableAtMs)).toBe(1);
    expect(pacer.available(pacer.availableAtMs - 1)).toBe(0);
  });

  it('takes another rate at once', () => {
    const pacer = paced(1);
    pacer.spend(1, NOW_MS);
    pacer.setRate(null);

    expect(pacer.available(NOW_MS)).toBe(Infinity);
  });

  it('waits its time where somebody else may have sent the last one just now', () => {
    const pacer = new Pacer(NOW_MS);
    pacer.setRate(10);

    expect(sendAll(pacer, 290)).toEqual([95, 195]);
  });
});
