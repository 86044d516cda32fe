import { toJson, toTable } from './report';

const DRAIN = {
  row: { name: 'drain', description: 'events, against a loop' },
  lines: [
    {
      unit: '/s' as const,
      bar: { ratioAtLeast: 0.5 },
      rounds: [
        {
          ours: { value: 8_000, cpuMicrosPerOp: 130.4 },
          bare: { value: 20_000, cpuMicrosPerOp: 34.25 },
        },
        {
          ours: { value: 9_000, cpuMicrosPerOp: 129.6 },
          bare: { value: 20_000, cpuMicrosPerOp: 34.25 },
        },
      ],
    },
  ],
};
const LATENCY = {
  row: { name: 'latency', description: 'accepted → received' },
  lines: [
    {
      label: 'p50',
      unit: 'ms' as const,
      bar: { atMost: 5 },
      rounds: [{ ours: { value: 2.345 }, bare: { value: 1 } }],
    },
    { label: 'p99', unit: 'ms' as const, rounds: [{ ours: { value: 1_234.5 } }] },
  ],
};

const linesOf = (table: string): string[] => table.split('\n').slice(2);

describe('toTable', () => {
  it('has the medians of a rate, its CPU an operation, its ratio with the range, and whether it meets the bar', () => {
    expect(linesOf(toTable([DRAIN]))[0]).toBe(
      '| `drain` | events, against a loop | 8,500/s, 130 µs of CPU | 20,000/s, 34.3 µs of CPU | **0.43** (0.40–0.45) | ≥ 0.5: missed |',
    );
  });

  it('has a line for each of a row that has several, and says once what it is', () => {
    expect(linesOf(toTable([LATENCY])).slice(0, 2)).toEqual([
      '| `latency` p50 | accepted → received | 2.35 ms | 1 ms | **2.35** (2.35–2.35) | ≤ 5 ms: met |',
      '| `latency` p99 |  | 1,235 ms | – | – | – |',
    ]);
  });

  it('says of how many rounds the medians are', () => {
    expect(toTable([LATENCY])).toContain('Medians of 1 alternating rounds');
    expect(toTable([DRAIN, LATENCY])).toContain('Medians of 1 to 2 alternating rounds');
  });

  it('says of a quick run that it is one', () => {
    expect(toTable([LATENCY], { quick: true })).toContain('A quick run');
    expect(toTable([LATENCY])).not.toContain('quick');
  });
});

describe('toJson', () => {
  it('has every round beside the summary', () => {
    const { rows } = JSON.parse(toJson([DRAIN])) as { rows: { lines: object[] }[] };
    expect(rows[0]!.lines[0]).toEqual({
      ...DRAIN.lines[0],
      summary: {
        ours: { value: 8_500, cpuMicrosPerOp: 130 },
        bare: { value: 20_000, cpuMicrosPerOp: 34.25 },
        ratio: { median: expect.closeTo(0.425) as number, lowest: 0.4, highest: 0.45 },
      },
    });
  });
});
