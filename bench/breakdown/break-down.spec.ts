import { breakDown, toBreakdownTable } from './break-down';
import type { CpuProfile } from './cpu-profile';

const node = (id: number, functionName: string, url: string, children: number[] = []) => ({
  id,
  callFrame: { functionName, url },
  children,
});

/** The sampler looked at 1,000, 1,100, 1,300, 1,600 and 2,000 µs. */
const profile: CpuProfile = {
  nodes: [
    node(1, '(root)', '', [2, 3, 4]),
    node(2, 'sign', '/dist/libs/delivery/src/sender/sign.js', [5]),
    node(3, '(idle)', ''),
    node(4, '(program)', ''),
    node(5, 'createHmac', 'node:crypto'),
  ],
  startTime: 900,
  samples: [2, 5, 3, 4, 2],
  timeDeltas: [100, 100, 200, 300, 400],
};

const parts = (fromMicros: number, toMicros: number, deliveries = 1) =>
  Object.fromEntries(
    breakDown('main', profile, { fromMicros, toMicros }, deliveries).micros.map(
      ({ part, perDelivery }) => [part, perDelivery],
    ),
  );

describe('breakDown', () => {
  it('gives a part the time from its sample to the next one', () => {
    expect(parts(0, 10_000)).toEqual({ signing: 300, idle: 300, 'the rest': 400 });
  });

  it('counts nothing of before and after the window, and only the share in it of what overlaps', () => {
    expect(parts(1_050, 1_500)).toEqual({ signing: 250, idle: 200 });
  });

  it('sums to the wall time of a delivery', () => {
    const { micros, totalMicros } = breakDown(
      'main',
      profile,
      { fromMicros: 1_000, toMicros: 2_000 },
      4,
    );
    expect(totalMicros).toBe(250);
    expect(micros.reduce((sum, { perDelivery }) => sum + perDelivery, 0)).toBe(250);
  });

  it('is a table that ends with the sum', () => {
    const window = { fromMicros: 1_000, toMicros: 2_000 };
    expect(toBreakdownTable(breakDown('the main thread', profile, window, 10))).toBe(
      [
        '| the main thread | µs a delivery | of it |',
        '| --- | ---: | ---: |',
        '| signing | 30.0 | 30 % |',
        '| the rest | 40.0 | 40 % |',
        '| idle | 30.0 | 30 % |',
        '| **wall time of a delivery** | 100.0 | 100 % |',
      ].join('\n'),
    );
  });
});
