import { adder, type Total } from '../testing/conformance/fixtures';
import { openSqliteEventStore, type SqliteEventStoreHarness } from '../testing/sqlite-harness';
import { Upcasters } from '../upcaster';
import type { CacheLimits } from '../state-cache';
import { RecentEvents } from './recent-events';
import { Sequences } from './sequences';
import { StreamStates } from './stream-states';

/** As long as its JSON: `{"total":100}`. */
const LENGTH = 13;

/** Each with a state of its own, by which it is told from one that was read anew. */
function write(states: StreamStates, streams: readonly string[]): Map<string, Total> {
  const written = new Map(streams.map((stream) => [stream, { total: 100 }]));
  for (const [stream, state] of written) states.set(stream, { version: 1, state, stateSchema: 1 });
  states.write();
  return written;
}

function kept(states: StreamStates, written: ReadonlyMap<string, Total>): string[] {
  return [...written]
    .toReversed()
    .filter(([stream, state]) => states.load({ stream, decider: adder })?.state === state)
    .map(([stream]) => stream);
}

describe('the states in memory', () => {
  let harness: SqliteEventStoreHarness;

  beforeEach(async () => {
    harness = await openSqliteEventStore();
  });
  afterEach(() => harness.close());

  const open = (limits: CacheLimits): StreamStates =>
    new StreamStates(
      {
        connection: harness.connection,
        projections: [],
        upcasters: new Upcasters(),
        recent: new RecentEvents(),
        sequences: new Sequences(harness.connection),
      },
      limits,
    );
  it('are those that came last, as many as they may be', () => {
    const states = open({ maxStreams: 2, maxLength: 1_000 });
    expect(kept(states, write(states, ['a', 'b', 'c']))).toEqual(['c', 'b']);
  });

  it('are together no longer than they may be', () => {
    const states = open({ maxStreams: 1_000, maxLength: 2 * LENGTH });
    expect(kept(states, write(states, ['a', 'b', 'c']))).toEqual(['c', 'b']);
    expect(kept(states, write(states, ['d', 'd', 'e']))).toEqual(['e', 'd']);
  });

  it('are counted once, however often they are written and read', () => {
    const states = open({ maxStreams: 1_000, maxLength: 2 * LENGTH });
    for (let time = 0; time < 5; time += 1) write(states, ['a', 'b']);
    expect(kept(states, write(states, ['a', 'b']))).toEqual(['b', 'a']);
    states.drop();
    expect(kept(states, write(states, ['a', 'b']))).toEqual(['b', 'a']);
  });

  it('are also those that were there first, where they are asked for', () => {
    const states = open({ maxStreams: 2, maxLength: 1_000 });
    const written = write(states, ['a', 'b']);
    const first = new Map([['a', written.get('a')!]]);
    expect(kept(states, first)).toEqual(['a']);
    write(states, ['c']);

    expect(kept(states, first)).toEqual(['a']);
  });

  it('are none that is too long by itself, which is read anew each time', () => {
    const states = open({ maxStreams: 1_000, maxLength: LENGTH - 1 });
    expect(kept(states, write(states, ['a']))).toEqual([]);
    expect(states.load({ stream: 'a', decider: adder })).toMatchObject({ state: { total: 100 } });
  });
});
