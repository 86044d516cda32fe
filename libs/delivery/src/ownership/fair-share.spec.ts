import { SHARDS } from '../queue/shards';
import { fairShare } from './fair-share';

const sharesOf = (count: number): number[] => {
  const workers = Array.from({ length: count }, (_, n) => `worker-${n}`);
  return workers.map((worker) => fairShare(worker, workers));
};

describe('Fair shares', () => {
  it('are all shards for a worker alone', () => {
    expect(sharesOf(1)).toEqual([SHARDS]);
  });

  it.each([2, 3, 5, 7, 63, 64, 65, 100])('of %i workers are all shards, evenly', (count) => {
    const shares = sharesOf(count);

    expect(shares.reduce((sum, share) => sum + share)).toBe(SHARDS);
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
  });
});
