import type { StreamRef } from '../event-store';
import { StateReads } from './state-reads';

const decider = { stateSchema: 1, initialState: 0, evolve: (state: number) => state };
const ref = (stream: string): StreamRef<unknown> => ({ stream, decider });

describe('reads of states', () => {
  let asked: string[][];
  let reads: StateReads<string>;
  beforeEach(() => {
    asked = [];
    reads = new StateReads(async (refs) => {
      asked.push(refs.map(({ stream }) => stream));
      if (refs.some(({ stream }) => stream === 'broken')) throw new Error('no such database');
      return refs.map(({ stream }) => (stream === 'none' ? undefined : `state of ${stream}`));
    });
  });

  it('of one turn of the event loop are one, and one of a stream however many ask for it', async () => {
    const states = await Promise.all(['a', 'b', 'a', 'none'].map((name) => reads.read(ref(name))));

    expect(states).toEqual(['state of a', 'state of b', 'state of a', undefined]);
    expect(asked).toEqual([['a', 'b', 'none']]);
  });

  it('of one stream by deciders of two shapes are two', async () => {
    const newer: StreamRef<unknown> = {
      ...ref('a'),
      decider: { ...ref('a').decider, stateSchema: 2 },
    };
    await Promise.all([reads.read(ref('a')), reads.read(newer)]);

    expect(asked).toEqual([['a', 'a']]);
  });

  it('of later turns are made anew: what was read before may be out of date', async () => {
    await reads.read(ref('a'));
    await reads.read(ref('a'));

    expect(asked).toEqual([['a'], ['a']]);
  });

  it('fail for all who share them, and for nobody else', async () => {
    const results = await Promise.allSettled([reads.read(ref('a')), reads.read(ref('broken'))]);

    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await reads.read(ref('a'))).toBe('state of a');
  });
});
