import { type Result, toJson, toTable } from './report';
import type { FiguresRow, RatioRow, Round } from './row';

const second = (operations: number) => ({ operations, elapsedMs: 1_000, cpuMicros: 1_000_000 });
const rounds: Round[] = [
  { ours: second(4_000), bare: second(8_000) },
  { ours: second(6_000), bare: second(8_000) },
  { ours: second(5_000), bare: second(8_000) },
];
const ratio: RatioRow = {
  name: 'drain',
  description: 'events',
  bar: 0.5,
  measure: () => Promise.resolve(rounds),
};
const figures: FiguresRow = {
  name: 'memory',
  description: 'of the server',
  take: () => Promise.resolve([]),
};
const results: Result[] = [
  { row: ratio, rounds },
  {
    row: figures,
    figures: [
      { label: 'at most', value: 187.6, unit: 'MiB', limit: 300 },
      { label: 'p50', value: 4.26, unit: 'ms' },
      { label: 'start', value: 1_834.2, unit: 'ms' },
      { label: 'accepted', value: 3_120.4, unit: '/s' },
    ],
  },
];

describe('toTable', () => {
  it('shows the median ratio, its lowest and highest, and the bar it is to reach', () => {
    expect(toTable(results)).toContain(
      '| `drain` | events | 5,000 | 8,000 | **0.63** (0.50–0.75) | 0.5 | 200 | 125 |',
    );
  });

  it('shows every figure in its unit, with its limit where it has one', () => {
    expect(toTable(results)).toContain(
      '| `memory` | of the server | at most **188 MiB** (at most 300 MiB); p50 **4.3 ms**; start **1,834 ms**; accepted **3,120/s** |',
    );
  });

  it('has no table of what was not measured', () => {
    expect(toTable(results.slice(1))).not.toContain('ratio');
    expect(toTable(results.slice(0, 1))).not.toContain('figures');
  });
});

describe('toJson', () => {
  it('has every round and every figure', () => {
    const { rows } = JSON.parse(toJson(results)) as { rows: object[] };
    expect(rows).toMatchObject([
      { name: 'drain', bar: 0.5, summary: { ratio: 0.625 }, rounds },
      { name: 'memory', figures: [{ label: 'at most', value: 187.6, limit: 300 }, {}, {}, {}] },
    ]);
  });
});
